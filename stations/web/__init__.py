"""HTTP: the API, feeds, plain pages, sign-in and static files, all of them thin skins over ``stations.actions``."""
