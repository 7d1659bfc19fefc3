"""The default catalog. When Parallax is built, the folder config/ takes the place of this one.

See package-dir in pyproject.toml. In a checkout the default catalog is read from config/ itself.
"""
