"""The image that runs any of our processes, one to a container."""
