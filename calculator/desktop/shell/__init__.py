"""The program and its windows: menus, settings, welcome."""
