"""The facilitator's window: call, attend, finish; see `counter.window`."""
