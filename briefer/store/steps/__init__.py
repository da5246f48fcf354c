"""Steps of the schema, one module each."""
