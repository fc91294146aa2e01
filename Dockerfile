FROM python:3.13-slim

ENV PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1

RUN useradd --uid 10001 --no-create-home --home-dir /tmp rowback && install -d -o rowback -g rowback /data
WORKDIR /build

# Every wheel is fetched by its hash, as in the tests; installed is what the project needs, without what tests need.
COPY pyproject.toml constraints.txt ./
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
        > requirements.txt \
    && pip download --quiet --no-cache-dir --require-hashes --requirement constraints.txt --dest wheels \
    && pip install --quiet --no-cache-dir --no-index --find-links wheels --requirement requirements.txt \
    && rm -r wheels

COPY README.md LICENSE ./
COPY schemas schemas
COPY streams streams
RUN pip install --quiet --no-cache-dir --no-deps .

WORKDIR /data
USER rowback
ENV ROWBACK_DATA_DIR=/data
VOLUME /data
ENTRYPOINT ["rowback"]
CMD ["worker"]
