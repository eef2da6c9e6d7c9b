"""One file a use case: what the service does, whatever it runs on."""
