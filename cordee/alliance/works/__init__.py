"""What the alliance does together: workstreams, assemblies, and what it says of itself."""
