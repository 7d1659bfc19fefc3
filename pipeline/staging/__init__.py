"""An object store between machines that share no disk: what a step needs is pulled, its work pushed."""
