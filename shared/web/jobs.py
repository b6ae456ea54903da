"""What a job has made, handed to who asked for it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from shared.bus.jobs import Job, Results, result_of
from shared.bus.ports import Reads
from shared.errors import NotFound, Unauthenticated
from shared.web.arrival import arrival_of
from shared.web.commands import Authenticate

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Disposition": "attachment",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def job_routes(authenticate: Authenticate, jobs: Reads[Job], results: Results) -> APIRouter:
    """`GET /jobs/{job_id}/result`."""
    router = APIRouter(tags=["jobs"])

    @router.get("/jobs/{job_id}/result", response_class=Response)
    async def result(request: Request, job_id: str) -> Response:
        """The file or plan, for who asked for the job and while it is kept; to anybody else nothing is there."""
        actor = await authenticate(request)
        if not actor.signed_in:
            raise Unauthenticated
        found = await result_of(jobs, results, job_id, actor.id, arrival_of(request).at)
        if found is None:
            raise NotFound
        return Response(found.content, media_type=found.media_type, headers=HEADERS)

    return router
