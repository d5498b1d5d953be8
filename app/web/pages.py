"""Every page behind the one door; only the sign-in form and what shares open stand before it."""

from fastapi import APIRouter, Depends, FastAPI

from app.http.security import owner
from app.web import (
    artifact_collections,
    artifact_performance,
    artifact_run,
    artifacts,
    builds,
    home,
    import_project,
    performance,
    projects,
    run_logs,
    run_results,
    runs,
    shared,
    shares,
    sign_in,
)
from app.web.collections import adding as collection_adding
from app.web.collections import case as collection_case
from app.web.collections import cases as collection_cases
from app.web.collections import comparing as collection_comparing
from app.web.collections import copying as collection_copying
from app.web.collections import expecting as collection_expecting
from app.web.collections import keeping as collection_keeping
from app.web.collections import listing as collection_listing
from app.web.collections import page as collection_page
from app.web.collections import result as collection_result
from app.web.collections import run as collection_run
from app.web.collections import settings as collection_settings
from app.web.help import page as help_page
from app.web.help import tour as help_tour
from app.web.project import build as project_build
from app.web.project import build_request as project_build_request
from app.web.project import check as project_check
from app.web.project import clashing as project_clashing
from app.web.project import collections as project_collections
from app.web.project import compare as project_compare
from app.web.project import draft_pages as project_draft_pages
from app.web.project import drafts as project_drafts
from app.web.project import files as project_files
from app.web.project import files_raw as project_files_raw
from app.web.project import files_search as project_files_search
from app.web.project import files_upload as project_files_upload
from app.web.project import fix as project_fix
from app.web.project import history as project_history
from app.web.project import language as project_language
from app.web.project import page as project_page
from app.web.project import performance as project_performance
from app.web.project import preview as project_preview
from app.web.project import run as project_run
from app.web.project import save as project_save
from app.web.project import tests as project_tests

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    help_page.router,
    help_tour.router,
    projects.router,
    import_project.router,
    builds.router,
    artifacts.router,
    artifact_run.router,
    artifact_performance.router,
    performance.router,
    runs.router,
    run_logs.router,
    run_results.router,
    project_page.router,
    project_save.router,
    project_drafts.router,
    project_draft_pages.router,
    project_files.router,
    project_files_upload.router,
    project_files_raw.router,
    project_files_search.router,
    project_clashing.router,
    project_compare.router,
    project_history.router,
    project_check.router,
    project_language.router,
    project_fix.router,
    project_language.router,
    project_build_request.router,
    project_build.router,
    project_run.router,
    project_preview.router,
    project_performance.router,
    project_tests.router,
    project_collections.router,
    artifact_collections.router,
    collection_listing.router,
    collection_copying.router,
    collection_page.router,
    collection_adding.router,
    collection_cases.router,
    collection_case.router,
    collection_settings.router,
    collection_run.router,
    collection_result.router,
    collection_expecting.router,
    collection_comparing.router,
    collection_keeping.router,
    shares.router,
)


def include(app: FastAPI) -> None:
    """Add the pages to the application."""
    app.include_router(sign_in.router)
    app.include_router(shared.router, include_in_schema=False)
    for router in ROUTERS:
        app.include_router(router, dependencies=[Depends(owner)], include_in_schema=False)
