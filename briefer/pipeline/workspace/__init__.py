"""What is done about a workspace: begun, examined, shown, its sources and templates looked after."""
