@conformance
Feature: Address blocks: going out to an address
  An address block stands for the addresses in it, less its exceptions. The names and labels of the pods
  behind them are all the same to it.
  Nine pods, three to a namespace, each asks each: the row sends, the column receives. A pod is never asked to
  reach itself, because network plugins differ there.

  Source of policies and expectations: kubernetes/kubernetes test/e2e/network/netpol, network_policy.go; the tags number
  its cases.

  Rule: Blocks of IPv4 addresses pick pods by their IPv4 addresses

    Background:
      Given the stateful model
      And the namespaces:
        | namespace | labels |
        | x         | ns=x   |
        | y         | ns=y   |
        | z         | ns=z   |
      And the pods:
        | pod | labels | ports               | ip          |
        | x/a | pod=a  | serve-80-tcp=80/TCP | 10.244.1.10 |
        | x/b | pod=b  | serve-80-tcp=80/TCP | 10.244.1.11 |
        | x/c | pod=c  | serve-80-tcp=80/TCP | 10.244.1.12 |
        | y/a | pod=a  | serve-80-tcp=80/TCP | 10.244.2.10 |
        | y/b | pod=b  | serve-80-tcp=80/TCP | 10.244.2.11 |
        | y/c | pod=c  | serve-80-tcp=80/TCP | 10.244.2.12 |
        | z/a | pod=a  | serve-80-tcp=80/TCP | 10.244.3.10 |
        | z/b | pod=b  | serve-80-tcp=80/TCP | 10.244.3.11 |
        | z/c | pod=c  | serve-80-tcp=80/TCP | 10.244.3.12 |

    @e2e-34
    Scenario: A block of one address leads to one pod
      The address is that of y/b. To x/a the neighbours of y/b are out of reach, and its own neighbours
      are as well.

      Given the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: 10.244.2.11/32 }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | X   | X   | X   | .   | X   | X   | X   | X   |
        | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
        | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
        | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
        | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
        | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
        | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
        | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
        | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |

    @e2e-34
    Scenario: The block names the pod, and clients dial its Service
      The Service has an address that no block names. A node puts that of the pod in its place, and egress
      policy sees the pod.

      Given the services:
        | service | selector | ports |
        | x/s-x-a | pod=a    | 80    |
        | x/s-x-b | pod=b    | 80    |
        | x/s-x-c | pod=c    | 80    |
        | y/s-y-a | pod=a    | 80    |
        | y/s-y-b | pod=b    | 80    |
        | y/s-y-c | pod=c    | 80    |
        | z/s-z-a | pod=a    | 80    |
        | z/s-z-b | pod=b    | 80    |
        | z/s-z-c | pod=c    | 80    |
      And the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: 10.244.2.11/32 }
        """
      Then the reachability on port 80/TCP is:
        |     | service/x/s-x-a | service/x/s-x-b | service/x/s-x-c | service/y/s-y-a | service/y/s-y-b | service/y/s-y-c | service/z/s-z-a | service/z/s-z-b | service/z/s-z-c |
        | x/a |                 | X               | X               | X               | .               | X               | X               | X               | X               |
        | x/b | .               |                 | .               | .               | .               | .               | .               | .               | .               |
        | x/c | .               | .               |                 | .               | .               | .               | .               | .               | .               |
        | y/a | .               | .               | .               |                 | .               | .               | .               | .               | .               |
        | y/b | .               | .               | .               | .               |                 | .               | .               | .               | .               |
        | y/c | .               | .               | .               | .               | .               |                 | .               | .               | .               |
        | z/a | .               | .               | .               | .               | .               | .               |                 | .               | .               |
        | z/b | .               | .               | .               | .               | .               | .               | .               |                 | .               |
        | z/c | .               | .               | .               | .               | .               | .               | .               | .               |                 |

    @e2e-36
    Scenario: An exception shuts one pod out of a wide block, until the policy is replaced
      The block holds every pod, and the exception is x/b. A policy of the same name then opens the way to
      x/b and to nobody else: the two are never in force together.

      Given the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: 0.0.0.0/4, except: [10.244.1.11/32] }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | X   | .   | .   | .   | .   | .   | .   | .   |
        | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
        | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
        | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
        | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
        | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
        | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
        | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
        | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |
      When the policies are replaced by:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: 10.244.1.11/32 }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | .   | X   | X   | X   | X   | X   | X   | X   |
        | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
        | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
        | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
        | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
        | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
        | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
        | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
        | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |

  Rule: Blocks of IPv6 addresses pick pods by their IPv6 addresses
    The same cases in a cluster whose pods have IPv6 addresses only.

    Background:
      Given the stateful model
      And the namespaces:
        | namespace | labels |
        | x         | ns=x   |
        | y         | ns=y   |
        | z         | ns=z   |
      And the pods:
        | pod | labels | ports               | ip               |
        | x/a | pod=a  | serve-80-tcp=80/TCP | fd00:10:244:1::a |
        | x/b | pod=b  | serve-80-tcp=80/TCP | fd00:10:244:1::b |
        | x/c | pod=c  | serve-80-tcp=80/TCP | fd00:10:244:1::c |
        | y/a | pod=a  | serve-80-tcp=80/TCP | fd00:10:244:2::a |
        | y/b | pod=b  | serve-80-tcp=80/TCP | fd00:10:244:2::b |
        | y/c | pod=c  | serve-80-tcp=80/TCP | fd00:10:244:2::c |
        | z/a | pod=a  | serve-80-tcp=80/TCP | fd00:10:244:3::a |
        | z/b | pod=b  | serve-80-tcp=80/TCP | fd00:10:244:3::b |
        | z/c | pod=c  | serve-80-tcp=80/TCP | fd00:10:244:3::c |

    @e2e-34
    Scenario: A block of one address leads to one pod (IPv6)
      The address is that of y/b. To x/a the neighbours of y/b are out of reach, and its own neighbours
      are as well.

      Given the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: fd00:10:244:2::b/128 }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | X   | X   | X   | .   | X   | X   | X   | X   |
        | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
        | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
        | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
        | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
        | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
        | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
        | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
        | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |

    @e2e-36
    Scenario: An exception shuts one pod out of a wide block, until the policy is replaced (IPv6)
      The block holds every pod, and the exception is x/b. A policy of the same name then opens the way to
      x/b and to nobody else: the two are never in force together.

      Given the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: f000::/4, except: [fd00:10:244:1::b/128] }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | X   | .   | .   | .   | .   | .   | .   | .   |
        | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
        | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
        | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
        | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
        | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
        | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
        | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
        | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |
      When the policies are replaced by:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: fd00:10:244:1::b/128 }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | .   | X   | X   | X   | X   | X   | X   | X   |
        | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
        | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
        | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
        | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
        | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
        | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
        | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
        | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |
