"""Real faults on a real Kafka: ``python -m tests.faults``. What is killed, stopped and cut off must leave no trace."""
