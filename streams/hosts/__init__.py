"""Where the handler runs: Faust agents on Kafka, or memory."""
