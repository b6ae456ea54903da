"""Joins the mailbox: `python -m deploy.local.mailbox run`."""

import logging

from deploy.local.mailbox.answering import mailbox_app
from deploy.local.mailbox.keeping import Mails
from deploy.local.mailbox.receiving import receive
from deploy.local.mailbox.settings import Settings
from shared.settings import read_settings
from shared.together import together
from shared.web.serving import run_role, serve


async def run() -> None:
    """Takes mail and answers what it keeps."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # it would write addresses down
    settings = read_settings(Settings)
    mails = Mails(settings.folder)
    await together(
        receive(mails, settings.make_clock(), settings.smtp_address), serve(mailbox_app(mails), settings.address)
    )


if __name__ == "__main__":
    run_role({"run": run})
