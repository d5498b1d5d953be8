"""What a page may ask of a language server, and what that may say unasked. Everything else is refused."""

from typing import Any

# Requests of a page that go on to the server.
REQUESTS = frozenset(
    {
        "textDocument/completion",
        "textDocument/hover",
        "textDocument/signatureHelp",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/prepareRename",
        "textDocument/rename",
        "textDocument/documentHighlight",
        "textDocument/documentSymbol",
    }
)
OPEN, CHANGE, CLOSE = "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"
DOCUMENTS = frozenset({OPEN, CHANGE, CLOSE})
INITIALIZE, INITIALIZED, CANCEL, REFRESH = "initialize", "initialized", "$/cancelRequest", "studio/refresh"
DIAGNOSTICS = "textDocument/publishDiagnostics"
WATCHED = "workspace/didChangeWatchedFiles"

# Of what the server offers, all that a page is told of.
_CAPABILITIES = (
    "completionProvider",
    "definitionProvider",
    "documentHighlightProvider",
    "documentSymbolProvider",
    "hoverProvider",
    "positionEncoding",
    "referencesProvider",
    "renameProvider",
    "signatureHelpProvider",
)
_SYNC = {"openClose": True, "change": 2}  # by changes, not by whole texts

_MARKDOWN = ["markdown", "plaintext"]
# What a page can do, for the server's answers. Without diagnostics to be asked for, the server sends them by itself.
_CLIENT: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "completion": {
            "completionItem": {
                "snippetSupport": False,
                "documentationFormat": _MARKDOWN,
                "insertReplaceSupport": False,
            },
            "contextSupport": True,
        },
        "hover": {"contentFormat": _MARKDOWN},
        "signatureHelp": {
            "signatureInformation": {
                "documentationFormat": _MARKDOWN,
                "parameterInformation": {"labelOffsetSupport": True},
                "activeParameterSupport": True,
            },
            "contextSupport": True,
        },
        "definition": {"linkSupport": False},
        "rename": {"prepareSupport": True},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "publishDiagnostics": {"versionSupport": True},
    },
    "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": False}},
}


def initialize(root_uri: str, settings_file: str) -> dict[str, Any]:
    """The first request to a server: never a page's own, which could name folders, programs and settings."""
    return {
        "processId": None,
        "rootUri": root_uri,
        "workspaceFolders": [{"uri": root_uri, "name": "project"}],
        "capabilities": _CLIENT,
        "initializationOptions": {"configurationFile": settings_file, "diagnosticMode": "openFilesOnly"},
    }


def offered(answer: dict[str, Any]) -> dict[str, Any]:
    """What a page is answered to its ``initialize``, from what the server answered to ours."""
    given = answer.get("capabilities")
    has = given if isinstance(given, dict) else {}
    kept = {name: has[name] for name in _CAPABILITIES if name in has}
    return {"capabilities": {**kept, "textDocumentSync": _SYNC}, "serverInfo": {"name": "ty"}}


def of_request(params: dict[str, Any]) -> dict[str, Any]:
    """The parameters that go on with a question."""
    return _only(params, ("textDocument", "position", "context", "newName"))


def of_document(method: str, params: dict[str, Any]) -> dict[str, Any]:
    """The parameters that go on when a document is opened, changed or closed. It is Python, whatever it is called."""
    given = params.get("textDocument")
    document = given if isinstance(given, dict) else {}
    if method == OPEN:
        return {"textDocument": {**_only(document, ("uri", "version", "text")), "languageId": "python"}}
    if method == CHANGE:
        return {"textDocument": _only(document, ("uri", "version")), **_only(params, ("contentChanges",))}
    return {"textDocument": _only(document, ("uri",))}


def _only(params: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: params[name] for name in names if name in params}
