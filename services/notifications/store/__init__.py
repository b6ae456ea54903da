"""What stands behind the ports: MongoDB, accounts over HTTP, templates, and a mail server."""

from services.notifications.store.contents import HttpContents
from services.notifications.store.mails import MongoBelonging, MongoDueMails, MongoOwners
from services.notifications.store.smtp import SmtpMailer
from services.notifications.store.writing import TemplateWriter

__all__ = ["HttpContents", "MongoBelonging", "MongoDueMails", "MongoOwners", "SmtpMailer", "TemplateWriter"]
