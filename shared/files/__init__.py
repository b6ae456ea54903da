"""Files that people hand in: what they are is read from their content, pictures are made anew, links end.

A service joins `file_routes` to its application, keeps files by `MongoFiles`, and takes them into a command by their
id and SHA-256.
"""
