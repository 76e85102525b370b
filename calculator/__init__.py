"""共济算: what the outpatient pooling of China's employee medical insurance pays, and why."""

__version__ = "0.1.0"
