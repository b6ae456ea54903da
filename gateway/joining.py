"""Joins the parts of the process that answers."""

import sys
from dataclasses import dataclass, field, replace

from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from gateway import proxy
from gateway.after import Afters
from gateway.asking import socket_viewer_of, viewer_of
from gateway.callers import Callers
from gateway.clients.asking import HttpCommands, HttpDrafts
from gateway.clients.exchange import HttpExchange
from gateway.clients.http import Services
from gateway.clients.mails import HttpMails
from gateway.clients.people import HttpPeople, HttpPersons
from gateway.clients.programs import ProjectedPrograms
from gateway.clients.tokens import Tokens
from gateway.clients.viewers import ProjectedRoles, Verifies, Viewers
from gateway.files import HttpFiles
from gateway.graph import http
from gateway.graph.running import Graph, Needs
from gateway.graph.subscriptions.crowd import Crowd
from gateway.graph.subscriptions.live import Live
from gateway.graph.subscriptions.tellings import Tellings
from gateway.graph.waiting import Follower, Waiting
from gateway.imports import HttpImports
from gateway.judging import HttpJudging
from gateway.limits.answering import Limited
from gateway.limits.counting import Counter
from gateway.limits.metering import CountingMeter, Unmetered
from gateway.limits.usage import MongoUsage
from gateway.made import HttpMade
from gateway.mail_choices import HttpMailChoices
from gateway.organisations import HttpInvitations, HttpTwins
from gateway.origin import Origins
from gateway.own_data import HttpOwnData
from gateway.programs import HttpPrograms
from gateway.proofs import HttpProofs
from gateway.read_model import ReadModel
from gateway.sessions import HttpSecurity, HttpSessions
from gateway.settings import Settings
from gateway.web import addresses, posted
from gateway.web.app import mount
from gateway.web.manifest import Assets
from gateway.web.site import Site
from shared.auth import Verifier
from shared.clock import Clock
from shared.contracts.accounts.imports import LARGEST_UPLOAD
from shared.files.values import LARGEST_FILE
from shared.mongo import cluster_time
from shared.web.service import reaches, service_app

LARGER = {
    addresses.IMPORT: posted.MOST_WITH_FILE,
    addresses.LISTING_SAVE: posted.MOST_WITH_FILE,
    "/api/accounts/uploads": LARGEST_UPLOAD,
    "/api/exchange/files": LARGEST_FILE,
    "/graphql": sys.maxsize,
}
"""What takes more than other addresses, in bytes; /graphql refuses by itself, as GraphQL does, and takes less."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is joined from; `assets` None serves no pages."""

    settings: Settings
    clock: Clock
    model: ReadModel
    follower: Follower
    services: Services
    assets: Assets | None = None
    verifier: Verifies | None = None
    """By default the keys that accounts publishes."""
    crowd: Crowd = field(default_factory=lambda: Crowd(Tellings()))
    """Who listens; its tellings are to hear the follower's news after the read model has."""
    usage: MongoUsage | None = None
    """What all processes have counted."""
    counter: Counter | None = None
    """Without one nobody's requests are counted, and nobody asks too often."""


def application(parts: Parts) -> FastAPI:
    """GraphQL, the services' REST behind it, and the pages."""
    settings, clock, model = parts.settings, parts.clock, parts.model
    afters, tokens = Afters(settings.secret, clock), Tokens(parts.services, clock)
    commands, drafts = HttpCommands(parts.services, tokens, afters), HttpDrafts(parts.services, tokens)
    persons = HttpPersons(parts.services, tokens)
    waiting, exchange = Waiting(afters, parts.follower), HttpExchange(parts.services, tokens)
    graph = Graph(Needs(model.rows, model, commands, drafts, waiting, persons, exchange))
    verifier = parts.verifier or Verifier(f"{settings.accounts_url}/.well-known/jwks.json", "gateway", clock)
    programs = ProjectedPrograms(lambda: model.database)
    viewers = Viewers(verifier, tokens, ProjectedRoles(lambda: model.database, clock).of, programs)
    sessions = HttpSessions(parts.services, tokens, viewers, clock)
    asks = viewer_of(viewers, sessions, settings.secret, settings.gateway_url)
    asks_socket = socket_viewer_of(viewers, sessions, settings.secret, settings.gateway_url)
    live = Live(graph, parts.crowd.tellings, clock)
    meter = CountingMeter(parts.counter, settings.secret, settings.policy) if parts.counter else None
    callers = Callers(tokens, programs, meter or Unmetered())
    passing = proxy.routes(parts.services, afters, callers, settings.gateway_url)
    routers = (http.routes(live, parts.crowd, asks, asks_socket, meter), passing)
    checks = {"read model": reaches(lambda: cluster_time(model.database))}
    app = service_app("gateway", (), routers, checks, clock, LARGER)
    if meter is not None:
        app.add_middleware(Limited, meter=meter)
    app.add_middleware(Origins)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies)  # it wraps the one above
    if parts.assets is not None:
        people, slug = HttpPeople(parts.services, tokens, clock), settings.tenant_slug
        secure, strict = settings.secure, settings.secure and settings.hsts
        mails = HttpMails(settings.mails_at) if settings.mails_at else None
        site = Site(graph, commands, drafts, sessions, people, parts.assets, clock, settings.secret, secure, slug)
        security = HttpSecurity(parts.services)
        site = replace(site, twins=HttpTwins(parts.services, tokens), invitations=HttpInvitations(parts.services))
        site = replace(site, imports=HttpImports(parts.services, tokens), made=HttpMade(parts.services, tokens))
        site = replace(site, own_data=HttpOwnData(parts.services, tokens), proofs=HttpProofs(parts.services))
        site = replace(site, files=HttpFiles(parts.services, tokens), judging=HttpJudging(parts.services, tokens))
        site = replace(site, mail_choices=HttpMailChoices(parts.services, tokens))
        shown = HttpPrograms(parts.services, tokens, parts.usage, clock)
        site = replace(site, programs=shown, address=settings.gateway_url.rstrip("/"))
        mount(app, replace(site, security=security, strict=strict, mails=mails, live=live, crowd=parts.crowd))
    return app
