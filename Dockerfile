# The service in an image of its own: `sip serve` by default, `sip worker` and every other command by name.
# Build: docker build -t sip .      Run: docker run -p 8000:8000 -e DATABASE_URL=… -e SIP_MASTER_KEY=… sip

FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/sip
WORKDIR /srv/sip
COPY constraints.txt ./
RUN /opt/sip/bin/pip install --require-hashes --no-deps -r constraints.txt
COPY pyproject.toml README.md LICENSE ./
COPY app app
# Editable: the migrations lie beside the package, not in it.
RUN /opt/sip/bin/pip install --no-deps --no-build-isolation --editable .

FROM python:3.12-slim
# What documents on paper are set with: Pango, and the letters.
RUN apt-get update && apt-get install -y --no-install-recommends \
    fonts-dejavu-core libpango-1.0-0 libpangoft2-1.0-0 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/sip sip
COPY --from=build /opt/sip /opt/sip
COPY pyproject.toml README.md LICENSE /srv/sip/
COPY app /srv/sip/app
COPY migrations /srv/sip/migrations
ENV PATH=/opt/sip/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SIP_DATA_DIR=/var/lib/sip/data
USER sip
WORKDIR /var/lib/sip
VOLUME /var/lib/sip
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["python", "-c", \
    "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/sip-api/v1/health/live', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["sip", "serve", "--host", "0.0.0.0", "--port", "8000"]
