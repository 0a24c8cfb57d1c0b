"""Signing in through the directory of public servants (ProConnect), when it is asked for."""
