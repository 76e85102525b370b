"""Tables of many people and their visits, computed part by part."""
