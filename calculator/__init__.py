"""共济算: what the outpatient pooling of China's employee medical insurance pays, and why."""

__version__ = "1.0.0"
