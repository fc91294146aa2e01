"""An Apache Kafka of one's own: fetched, started, watched and stopped without anything to set up."""
