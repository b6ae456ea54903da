"""Brings data of elsewhere in, through the public API."""

from deploy.cli.importing.command import imports

__all__ = ["imports"]
