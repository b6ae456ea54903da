"""Settings of notifications."""

from pydantic import Field, SecretStr

from shared.settings import BaseServiceSettings


class Settings(BaseServiceSettings):
    """What notifications needs to know beside what every process does."""

    service_secret: SecretStr
    """What it proves itself to accounts with, and makes its marks with: without it nothing can be mailed."""
    smtp: SecretStr = SecretStr("smtp://127.0.0.1:8025")
    """Where mail is handed over: `smtp://`, `smtp+starttls://` or `smtps://`, with `user:password@` where needed."""
    mail_from: str = Field(default="Techfest <techfest@techfest.example>", pattern=r"^[^\r\n@]*[^\s@<>]+@[^\s@<>]+>?$")
    """In whose name mails are written: `Name <address>`."""
    mail_reply_to: str | None = Field(default=None, pattern=r"^[^\r\n@]*[^\s@<>]+@[^\s@<>]+>?$")
    """Where answers go; to the sender where nothing is said."""
