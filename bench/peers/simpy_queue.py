"""M/M/c at a load of 0.9 in SimPy: service 10 ms, c servers, first come first served.

usage: simpy_queue.py SERVERS CUSTOMERS SEED    prints what bench/peers/peers.py reads
"""
import random
import sys
import time

from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

SERVICE = 0.010


class Customer(Process):
    def visit(self, servers, draw, sojourns):
        came = self.sim.now()
        yield request, self, servers
        yield hold, self, draw.expovariate(1 / SERVICE)
        yield release, self, servers
        sojourns.append(self.sim.now() - came)


class Door(Process):
    def open(self, customers, rate, servers, draw, sojourns):
        for number in range(customers):
            yield hold, self, draw.expovariate(rate)
            customer = Customer(name=str(number), sim=self.sim)
            self.sim.activate(customer, customer.visit(servers, draw, sojourns))


def main():
    count, customers, seed = (int(word) for word in sys.argv[1:4])
    start = time.perf_counter()
    world = Simulation()
    world.initialize()
    draw = random.Random(seed)
    servers = Resource(capacity=count, sim=world)
    sojourns = []
    door = Door(sim=world)
    world.activate(door, door.open(customers, 0.9 * count / SERVICE, servers, draw, sojourns))
    world.simulate(until=1e18)
    print("seconds", time.perf_counter() - start)
    batch = len(sojourns) // 20
    for i in range(20):
        print("batch", sum(sojourns[i * batch:(i + 1) * batch]) / batch)


main()
