"""What people do: one function a user action, which gathers, decides and applies in one transaction."""
