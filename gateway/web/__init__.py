"""The pages: server-rendered, each one GraphQL document, in Vietnamese and English."""
