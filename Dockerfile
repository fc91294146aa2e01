FROM python:3.13-slim

RUN useradd --create-home --uid 10001 rowback && install -d -o rowback /data
WORKDIR /app

COPY constraints.txt .
RUN pip install --no-cache-dir --require-hashes -r constraints.txt

COPY pyproject.toml README.md LICENSE ./
COPY schemas schemas
COPY streams streams
RUN pip install --no-cache-dir --no-deps .

USER rowback
ENV ROWBACK_DATA_DIR=/data PYTHONUNBUFFERED=1
VOLUME /data
ENTRYPOINT ["rowback"]
CMD ["worker"]
