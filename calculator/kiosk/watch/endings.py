"""How the terminal's window ends, told to its guardian and to the system by the exit status."""

STOPPED = 0
"""The system asked for it."""
CRASHED = 70
"""A fault nobody caught; its report is in the log."""
TRY_AGAIN = 75
"""The rest after several crashes is over."""
OPERATOR_LEFT = 77
"""The operator ended the terminal, which is not to be started again by itself."""
NOT_SET_UP = 78
"""There is no operator's PIN yet."""

FINAL = frozenset({STOPPED, OPERATOR_LEFT, NOT_SET_UP})
"""After these the window is not started anew."""
