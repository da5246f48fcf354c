"""The order of the stages; alone in knowing the store and the settings as well."""
