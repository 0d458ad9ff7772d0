@model:stateful
Feature: A rule names the pod's port, a client names the Service's
  The node of the client puts the address and port of a pod in place of those of the Service before any filter looks
  (PREROUTING and OUTPUT come before FORWARD), so a rule that names the Service's address or port never matches: what
  the client dials and what a policy allows are two different numbers.
  Sources: kubernetes, pkg/proxy/iptables/proxier.go; kubernetes.io, Network Policies, "Behavior of to and from
  selectors", on IP blocks; the order of the hooks: include/uapi/linux/netfilter_ipv4.h. Timeout measured on Linux 6.18.

  Background:
    Given the pods:
      | pod      | ports    | ip         |
      | frontend |          | 10.244.1.7 |
      | backend  | web=8080 | 10.244.2.9 |
    And the services:
      | service | ports    | cluster ip |
      | backend | 80 → web | 10.96.0.20 |

  Rule: Every way to write the Service leads to the same pod

    Scenario Outline: <how>
      Then frontend → <target> succeeds

      Examples:
        | how                             | target                 |
        | the Service and its port        | service/backend:80     |
        | the Service, on all its ports   | service/backend        |
        | its namespace as well           | svc/default/backend:80 |
        | its address                     | 10.96.0.20:80          |
        | the pod, at the port it listens | backend:8080           |

    Scenario: The pod does not listen where its Service does
      Then frontend → service/backend:80 succeeds
      But frontend → backend:80 is refused

  Rule: Ports: of the pod in a policy, of the Service at a client

    Scenario Outline: An egress rule on port <port> <does>
      Given deny-all egress
      And frontend allows egress to backend on port <port>
      Then frontend → service/backend:80 <verdict>

      Examples:
        | port | does                                          | verdict                  |
        | 80   | names the Service's port and so nothing       | fails at frontend egress |
        | 8080 | names the port of the pod and lets it through | succeeds                 |
        | web  | names it as the pod does, and lets it through | succeeds                 |

    Scenario Outline: An ingress rule on port <port> <does>
      Given deny-all ingress
      And backend allows ingress from frontend on port <port>
      Then frontend → service/backend:80 <verdict>

      Examples:
        | port | does                                          | verdict                  |
        | 80   | names the Service's port and so nothing       | fails at backend ingress |
        | 8080 | names the port of the pod and lets it through | succeeds                 |
        | web  | names it as the pod does, and lets it through | succeeds                 |

    Scenario: Both ends are mistaken in the same way; the client's own node stops it first
      Given deny-all
      And frontend allows egress to backend on port 80
      And backend allows ingress from frontend on port 80
      Then frontend → service/backend:80 fails at frontend egress
      When frontend allows egress to backend on port 8080
      Then frontend → service/backend:80 fails at backend ingress
      When backend allows ingress from frontend on port 8080
      Then frontend → service/backend:80 succeeds

    Scenario: Replicas that disagree about the number behind a name
      The name is looked up on each pod: one takes traffic on 8080, the other on 9090. A rule by number covers one of
      them and a client that calls again finds the other; a rule by name covers both.

      Given the pods:
        | pod      | labels      | ports    |
        | frontend |             |          |
        | old      | app=backend | web=8080 |
        | new      | app=backend | web=9090 |
      And deny-all egress
      When frontend allows egress to pods labelled app=backend on port 8080
      Then frontend → old:8080 succeeds
      But frontend → new:9090 fails at frontend egress
      And frontend → service/backend:80 is unreliable
      When frontend allows egress to pods labelled app=backend on port web
      Then frontend → service/backend:80 succeeds

  Rule: Several ports stand each for themselves

    Background:
      Given the pods:
        | pod      | ports                            |
        | frontend |                                  |
        | backend  | web=8080, metrics=9090, 5353/UDP |
      And the services:
        | service | ports                                                    |
        | backend | http=80 → web, metrics=9100 → metrics, dns=53 → 5353/UDP |

    Scenario: A rule for one of them leaves the others shut
      Given deny-all egress
      And frontend allows egress to backend on port web
      Then frontend → service/backend:80 succeeds
      But frontend → service/backend:9100 fails at frontend egress
      And frontend → service/backend:53/UDP fails at frontend egress

    Scenario: A client may name a port of the Service
      Given deny-all egress
      And frontend allows egress to backend on port 9090
      Then frontend → service/backend:metrics succeeds
      But frontend → service/backend:http fails at frontend egress

    Scenario: The same number over the other protocol is another port
      Given deny-all egress
      And frontend allows egress to backend on port 5353/TCP
      Then frontend → service/backend:53/UDP fails at frontend egress
      When frontend allows egress to backend on port 5353/UDP
      Then frontend → service/backend:53/UDP succeeds

  Rule: Address blocks: of pods, not of Services

    Scenario Outline: The client may send to <block>, <which>
      Given deny-all egress
      And frontend allows egress to <block>
      Then frontend → service/backend:80 <verdict>

      Examples:
        | block         | which                                 | verdict                  |
        | 10.96.0.20/32 | the address of the Service: a timeout | fails at frontend egress |
        | 10.96.0.0/12  | the range of all Services             | fails at frontend egress |
        | 10.244.2.9/32 | the address of the pod                | succeeds                 |
        | 10.244.0.0/16 | the range of all pods                 | succeeds                 |

    Scenario: Nor is the range of Services kept shut by an except
      Given deny-all egress
      And frontend allows egress to 0.0.0.0/0 except 10.96.0.0/12
      Then frontend → service/backend:80 succeeds

    Scenario: The client waits until it has had enough
      Given deny-all egress
      And frontend allows egress to 10.96.0.20/32 on port 80
      Then frontend → service/backend:80 fails with a timeout
      And curl -m 4 exits with 28 for frontend → service/backend:80

    Scenario: Two families: a rule for one of them leaves the other shut
      Given a dual-stack cluster
      And the pods:
        | pod      | ports | ip                        |
        | frontend |       | 10.244.1.7, fd00:244:1::7 |
        | backend  | 8080  | 10.244.2.9, fd00:244:2::9 |
      And the services:
        | service | ports     | cluster ip                 |
        | backend | 80 → 8080 | 10.96.0.20, fd00:10:96::20 |
      And deny-all egress
      When frontend allows egress to 10.244.2.9/32
      Then frontend → 10.96.0.20:80 succeeds
      But frontend → [fd00:10:96::20]:80 fails at frontend egress
      When frontend allows egress to fd00:244:2::9/128
      Then frontend → service/backend:80 succeeds

  Rule: The labels of a rule are those of pods, and a Service lends none

    Background:
      Given the pods:
        | pod      | labels           | ports |
        | frontend |                  |       |
        | blue     | app=shop,v=blue  | 8080  |
        | green    | app=shop,v=green | 8080  |
      And the services:
        | service | ports     | selector |
        | shop    | 80 → 8080 | app=shop |

    Scenario: A rule for a part of those behind a Service makes the Service a matter of luck
      Given deny-all egress
      And frontend allows egress to pods labelled v=blue on port 8080
      Then frontend → service/shop:80 is unreliable

    Scenario: A rule for all of them does not
      Given deny-all egress
      And frontend allows egress to pods labelled app=shop on port 8080
      Then frontend → service/shop:80 succeeds

  Rule: internalTrafficPolicy Local: the pods of the client's own node or none

    A client on a node without any is dropped by kube-proxy and waits; it is not refused, as it would be if there were no
    endpoint at all.

    Background:
      Given the nodes:
        | node     | ip        |
        | worker-1 | 10.0.0.11 |
        | worker-2 | 10.0.0.12 |
      And the pods:
        | pod   | labels    | ports | node     |
        | near  |           |       | worker-1 |
        | far   |           |       | worker-2 |
        | agent | app=agent | 8126  | worker-1 |

    Scenario: One of two nodes has an agent
      Given the services:
        | service | ports | internal traffic |
        | agent   | 8126  | Local            |
      Then near → service/agent:8126 succeeds
      But far → service/agent:8126 fails at kube-proxy
      And far → service/agent:8126 fails with a timeout

    Scenario: With Cluster, or with an agent on every node, as a DaemonSet has, both are served
      Given the services:
        | service | ports | internal traffic |
        | agent   | 8126  | Cluster          |
      Then near → service/agent:8126 succeeds
      And far → service/agent:8126 succeeds

    Scenario: No policy is to blame, and no policy helps
      Given the services:
        | service | ports | internal traffic |
        | agent   | 8126  | Local            |
      And deny-all
      And far allows egress to agent
      And agent allows ingress from far
      Then far → agent:8126 succeeds
      But far → service/agent:8126 fails at kube-proxy
