/** htmx and its server-sent events; the order matters, the extension registers itself with the global. */
import "../../node_modules/htmx.org/dist/htmx.esm.js";
import "htmx.org/dist/ext/hx-sse.js";
