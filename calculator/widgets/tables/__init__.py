"""Tables: what fills them, how they are typed into, and how their cells look."""
