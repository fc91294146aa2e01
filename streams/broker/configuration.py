"""What Kafka is told: the properties of one small node on loopback, and the command line of its JVM."""

from pathlib import Path

from streams.broker.storage import NODE_ID

MESSAGE_BYTES_MAX = 20 * 1024 * 1024  # a large page, and what the stages make of it, with room to spare


def server_properties(logs: str, port: int, controller_port: int) -> str:
    """Returns the text of `server.properties` for two ports on 127.0.0.1.

    Args:
        logs: The folder of Kafka's logs, relative to the folder Kafka runs in: a properties file has its own
            ideas about commas, backslashes and letters beyond Latin-1, which a path may hold.
        port: For clients.
        controller_port: For the node's other half.
    """
    values = {
        "process.roles": "broker,controller",
        "node.id": NODE_ID,
        "controller.quorum.voters": f"{NODE_ID}@127.0.0.1:{controller_port}",
        "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}",
        "controller.listener.names": "CONTROLLER",
        "log.dirs": logs,
        **_ONE_NODE,
        **_QUICK,
        **_SMALL,
        **_LARGE_MESSAGES,
    }
    return "".join(f"{key}={value}\n" for key, value in values.items())


_ONE_NODE = {
    "auto.create.topics.enable": "false",  # a misspelt name is an error, not an empty topic
    "default.replication.factor": 1,
    "min.insync.replicas": 1,
    "offsets.topic.replication.factor": 1,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
}
_QUICK = {
    "group.initial.rebalance.delay.ms": 0,  # saves 2 to 3 s at each start of a group
    "group.min.session.timeout.ms": 1000,
    "broker.session.timeout.ms": 2000,  # halves a restart after kill -9: the old registration must run out first
    "broker.heartbeat.interval.ms": 500,
}
_SMALL = {
    "num.network.threads": 2,
    "num.io.threads": 4,
    "background.threads": 2,
    "offsets.topic.num.partitions": 1,
    "transaction.state.log.num.partitions": 1,
    "share.coordinator.state.topic.num.partitions": 1,
    "group.coordinator.threads": 1,
    "log.cleaner.dedupe.buffer.size": 16 * 1024 * 1024,  # the default takes half of our heap
    "metadata.max.idle.interval.ms": 5000,  # ten times fewer idle writes
}
_LARGE_MESSAGES = {
    "message.max.bytes": MESSAGE_BYTES_MAX,
    "replica.fetch.max.bytes": MESSAGE_BYTES_MAX,
    "replica.fetch.response.max.bytes": MESSAGE_BYTES_MAX,
    "fetch.max.bytes": 55 * 1024 * 1024,
    "socket.request.max.bytes": 100 * 1024 * 1024,
}


def java_command(
    program: Path, properties: Path, temporary: Path, heap_mebibytes: int, archive_options: list[str]
) -> list[str]:
    """Returns the command line of the broker; the class path goes into CLASSPATH, so that `ps` stays readable."""
    return [
        str(program),
        f"-Xmx{heap_mebibytes}m",
        "-XX:+UseSerialGC",  # one small heap on a machine that others use: the least memory and threads
        "-XX:TieredStopAtLevel=1",  # start-up is what a local broker does most
        "-XX:+ExitOnOutOfMemoryError",  # a broker that limps would not be restarted
        "-XX:-UsePerfData",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=crash.log",
        "-Djava.awt.headless=true",
        f"-Djava.io.tmpdir={temporary}",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        *archive_options,
        "kafka.Kafka",
        str(properties),
    ]
