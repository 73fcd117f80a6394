"""The process that answers one question; see `core.simulation.apart`."""

from core.simulation.apart import serve

if __name__ == "__main__":
    serve()
