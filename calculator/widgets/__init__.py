"""What desktop and kiosk share: fields, cards, bars, the explanation. No rules and no arithmetic of money."""
