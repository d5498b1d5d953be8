"""Adding artifacts, their list, their own pages, deleting them."""

import re

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.builds import claims
from app.components.report import ComponentReport
from app.db.models import Artifact, BuildStatus
from app.db.session import unit_of_work
from app.kit.digests import digest_of
from app.web.artifact_view import artifact_view
from tests.components.writing import MODULE
from tests.support.components import FILTER, MAP, component

HOSTILE = '"><script>alert(1)</script>'
HX = {"HX-Request": "true"}


def add(client: TestClient, content: bytes, name: str = "theirs", file_name: str = "theirs.wasm") -> str:
    """Add a component through the form; answers its digest."""
    answer = send(client, content, name, file_name)
    assert answer.status_code == 303, answer.text
    digest = digest_of(content)
    assert answer.headers["location"] == f"/artifacts/{digest}"
    return digest


def send(client: TestClient, content: bytes, name: str = "theirs", file_name: str = "theirs.wasm"):  # type: ignore[no-untyped-def]  # httpx2's own type
    files = {"component": (file_name, content, "application/wasm")}
    return client.post("/artifacts", files=files, data={"name": name}, follow_redirects=False)


def stored_run(client: TestClient, digest: str) -> str:
    """A run of an artifact, just asked for or already ended."""
    answer = client.post(f"/artifacts/{digest}/runs", data={"payload": "1"}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removeprefix("/runs/")


def test_an_empty_list_says_what_to_do(client: TestClient) -> None:
    text = client.get("/artifacts").text

    assert "No artifact yet" in text
    assert 'enctype="multipart/form-data"' in text


def test_an_added_component_is_listed_with_what_is_known(client: TestClient) -> None:
    content = component(FILTER)
    digest = add(client, content, name="cold")

    text = client.get("/artifacts").text
    assert f'href="/artifacts/{digest}"' in text
    for fact in ("cold", "filter", "API 1.0.0", "built elsewhere", f"{len(content):,} bytes", 'datetime="20'):
        assert fact in text
    assert f'href="/artifacts/{digest}/component.wasm"' in text


def test_without_a_name_the_file_gives_it(client: TestClient) -> None:
    digest = add(client, component(), name="", file_name="C:\\folder\\boiler.wasm")

    assert "<h1>boiler " in client.get(f"/artifacts/{digest}").text


@pytest.mark.parametrize("content", [b"", b"hello", MODULE, component()[:-20], component("a:b/c@1.0.0")])
def test_what_is_no_operator_is_told_at_its_field_and_the_name_is_kept(client: TestClient, content: bytes) -> None:
    answer = send(client, content, name="mine")

    assert answer.status_code == 422
    assert 'id="field-component-error"' in answer.text
    assert 'value="mine"' in answer.text
    assert "No artifact yet" in answer.text


@pytest.mark.parametrize("name", ["../up", "json", HOSTILE, "x" * 65])
def test_a_bad_name_is_told_at_its_field(client: TestClient, name: str) -> None:
    answer = send(client, component(), name=name)

    assert answer.status_code == 422
    assert 'id="field-name-error"' in answer.text
    assert HOSTILE not in answer.text


def test_a_form_without_a_file_is_told_so(client: TestClient) -> None:
    answer = client.post("/artifacts", data={"name": "mine"})

    assert answer.status_code == 422
    assert "Choose a file" in answer.text


def test_a_long_list_comes_in_parts(client: TestClient, engine: Engine) -> None:
    first = add(client, component())
    with unit_of_work(engine) as session:
        known = session.get_one(Artifact, first)
        facts = known.model_dump(exclude={"digest", "created_at"})
        for number in range(50):
            session.add(Artifact(digest=f"sha256:{number:064x}", **facts))

    text = client.get("/artifacts").text
    assert f"/artifacts/{first}" not in text
    older = re.search(r'href="(/artifacts\?after=[^"]+)"', text)
    assert older is not None
    assert f'href="/artifacts/{first}"' in client.get(older[1]).text


def test_a_page_tells_everything_about_an_artifact(client: TestClient) -> None:
    digest = add(client, component(imports=("wasi:cli/exit@0.2.0", "wasm-graph:processor/logger@1.1.0")))
    text = client.get(f"/artifacts/{digest}").text

    assert f'data-copy-text="{digest}"' in text
    assert f"<li>{MAP}</li>" in text
    assert text.index("processor/logger@1.1.0") < text.index("wasi:cli/exit@0.2.0")
    assert f"theirs-{digest[7:19]}.wasm:application/wasm" in text
    assert "operationType: map" in text
    assert "the component was added as a file" in text
    assert "memory profile" not in text
    assert "Instances" not in text  # nobody knows how it was made
    assert 'data-dialog="delete-artifact"' in text


@pytest.mark.parametrize(("adapter", "words"), [(True, "adapter"), (False, "plain")])
def test_an_artifact_that_was_built_here_says_whether_it_has_the_adapter(
    client: TestClient, engine: Engine, adapter: bool, words: str
) -> None:
    digest = add(client, component())
    with unit_of_work(engine) as session:
        artifact = session.get_one(Artifact, digest)
        artifact.origin, artifact.adapter = "built", adapter

    assert f"<dt>Instances</dt><dd>{words} " in client.get(f"/artifacts/{digest}").text
    assert client.get(f"/api/v1/artifacts/{digest}").json()["adapter"] is adapter


def test_a_large_component_comes_with_a_warning(client: TestClient, engine: Engine) -> None:
    digest = add(client, component())
    with unit_of_work(engine) as session:
        session.get_one(Artifact, digest).size = 36 * 1024 * 1024

    assert "memory profile Medium" in client.get(f"/artifacts/{digest}").text


def test_it_names_every_build_that_gave_it(client: TestClient, engine: Engine) -> None:
    digest = add(client, component())
    build = client.post("/api/v1/projects/temperature/builds", json={"force": True}).json()["id"]
    assert claims.claim(engine, build)
    claims.finish(engine, build, BuildStatus.SUCCEEDED, artifact_digest=digest)
    client.post("/api/v1/projects/temperature/builds", json={"force": True})
    client.post("/projects/temperature/delete")

    text = client.get(f"/artifacts/{digest}").text
    assert f'href="/builds/{build}"' in text
    assert text.count("temperature, revision 1</a>") == 2
    assert "Cached" in text
    assert "project deleted" in text
    assert "Nothing older" in client.get(f"/artifacts/{digest}?builds_after={build}").text


def test_what_a_component_says_of_itself_is_only_text(client: TestClient, engine: Engine) -> None:
    digest = add(client, component())
    with unit_of_work(engine) as session:
        row = session.get_one(Artifact, digest)
        row.report = {**row.report, "imports": [HOSTILE], "exports": [HOSTILE], "package": HOSTILE,
                      "producers": {"processed-by": [[HOSTILE, HOSTILE]]}}  # fmt: skip

    assert HOSTILE not in client.get(f"/artifacts/{digest}").text


def test_the_parts_of_a_size_add_up(client: TestClient, engine: Engine) -> None:
    digest = add(client, component(seed=b"custom"))
    with unit_of_work(engine) as session:
        artifact = session.get_one(Artifact, digest)
        sizes = artifact_view(session, artifact).sizes
        report = ComponentReport.from_json(artifact.report)

    assert sum(size.count for size in sizes[:3] if not size.inner) == artifact.size
    assert sum(size.count for size in sizes[4:]) == report.custom_bytes > 0


def test_the_component_comes_back_byte_for_byte(client: TestClient) -> None:
    content = component()
    digest = add(client, content)
    answer = client.get(f"/artifacts/{digest}/component.wasm")

    assert answer.content == content
    assert answer.headers["etag"] == f'"{digest[7:]}"'
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="theirs-{digest[7:19]}.wasm"')
    part = client.get(f"/artifacts/{digest}/component.wasm", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"\0asm")


def test_a_run_from_the_page_has_a_page_of_its_own(client: TestClient) -> None:
    digest = add(client, component())
    run = stored_run(client, digest)

    assert client.get(f"/runs/{run}").status_code == 200
    assert f'href="/runs/{run}"' in client.get(f"/artifacts/{digest}").text


def test_a_run_by_htmx_answers_beside_the_form(client: TestClient) -> None:
    digest = add(client, component())
    answer = client.post(f"/artifacts/{digest}/runs", data={"payload": "1"}, headers=HX)

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert answer.headers["hx-trigger"] == "studio:stored"
    assert "/runs/" in client.get(f"/artifacts/{digest}/results", headers=HX).text


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("encoding", "json", "no JSON"),
        ("encoding", "base64", "payload"),
        ("encoding", "morse", "encoding"),
        ("timestamp", "yesterday", "timestamp"),
    ],
)
def test_input_that_cannot_be_run_is_told_and_kept(client: TestClient, field: str, value: str, reason: str) -> None:
    digest = add(client, component())
    form = {"payload": "{" + HOSTILE, "encoding": "text", "topic": "a/b"} | {field: value}

    page = client.post(f"/artifacts/{digest}/runs", data=form)
    assert page.status_code == 422
    assert reason in page.text
    assert 'value="a/b"' in page.text
    assert "{&#34;&gt;&lt;script&gt;" in page.text
    assert HOSTILE not in page.text
    fragment = client.post(f"/artifacts/{digest}/runs", data=form, headers=HX)
    assert fragment.status_code == 422
    assert "<html" not in fragment.text
    assert reason in fragment.text
    assert "No result is stored" in client.get(f"/artifacts/{digest}").text


def test_an_artifact_goes_only_after_a_question(client: TestClient) -> None:
    digest = add(client, component())
    question = client.get(f"/artifacts/{digest}/delete").text
    assert f'method="post" action="/artifacts/{digest}/delete"' in question

    answer = client.post(f"/artifacts/{digest}/delete", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/artifacts")
    assert client.get(f"/artifacts/{digest}").status_code == 404
    assert client.get(f"/artifacts/{digest}/component.wasm").status_code == 404


def test_an_artifact_with_a_stored_result_stays_and_says_why(client: TestClient) -> None:
    digest = add(client, component())
    stored_run(client, digest)

    question = client.get(f"/artifacts/{digest}/delete").text
    assert "1 stored result refers to it" in question
    assert 'method="post" action="/artifacts/' not in question
    answer = client.post(f"/artifacts/{digest}/delete")
    assert answer.status_code == 409
    assert "1 stored result refers to it" in answer.text
    page = client.get(f"/artifacts/{digest}").text
    assert 'data-dialog="delete-artifact"' not in page


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_not_there_is_told(client: TestClient, method: str) -> None:
    unknown = f"/artifacts/sha256:{'0' * 64}"

    assert client.request(method, f"{unknown}/delete").status_code == 404
    assert client.request(method, "/artifacts/sha256:short/delete").status_code == 422
    assert client.get(unknown).status_code == 404
    assert client.post(f"{unknown}/runs", data={"payload": "1"}).status_code == 404
