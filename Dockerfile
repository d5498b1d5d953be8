# The one-machine studio: server and build worker in one container.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock /tmp/requirements.lock
RUN python -m venv /opt/studio/.venv \
    && /opt/studio/.venv/bin/pip install --no-cache-dir --no-deps --require-hashes --requirement /tmp/requirements.lock

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --user-group --home-dir /data --no-create-home studio \
    && install -d -o studio -g studio -m 0700 /data
COPY --from=packages /opt/studio/.venv /opt/studio/.venv
COPY app /opt/studio/app
COPY schema /opt/studio/schema
COPY static /opt/studio/static
COPY templates /opt/studio/templates
COPY scripts/container /opt/studio/scripts/container
# Bytecode is written now: the running user may not write here, and children would compile every module anew.
RUN /opt/studio/.venv/bin/python -m compileall -q /opt/studio/app
WORKDIR /opt/studio
# The previews are made now, so that a new container answers its first run at once.
RUN STUDIO_DATA_DIR=/tmp/preparing .venv/bin/python -m app prepare --into /opt/studio/previews \
    && chmod -R a+rX /opt/studio/previews && rm -rf /tmp/preparing
USER studio
ENV STUDIO_DATA_DIR=/data STUDIO_HOST=0.0.0.0 STUDIO_PORT=8000 STUDIO_PREVIEW_DIR=/opt/studio/previews
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["scripts/container", "check"]
ENTRYPOINT ["scripts/container"]
CMD ["serve"]
