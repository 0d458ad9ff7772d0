Feature: The first page of the study notes, claim by claim
  The study notes open with five claims they call right, four corrections, and one question: if policies are
  stateful, why must both directions be written after deny-all? Most of it holds. Where it does not, the scenario
  says so and shows the notes' rule (three-check) beside what Kubernetes does (stateful).

  Background:
    Given the three-check model
    And the pods:
      | pod      | ports |
      | frontend |       |
      | backend  | 8080  |

  Rule: What is right

    Scenario: Connections are tracked: a reply passes a door that is shut to everything new
      Given deny-all
      And frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      Then under the stateful model, frontend → backend:8080 succeeds
      But under the stateful model, backend → frontend fails at backend egress for the SYN

    Scenario: Return traffic enters the client by itself, unless nothing remembers
      Given deny-all
      And frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      And backend allows egress to frontend
      Then frontend → backend:8080 succeeds
      And under the stateful model, frontend → backend:8080 succeeds
      But under the stateless model, frontend → backend:8080 fails at frontend ingress for the SYN-ACK

    Scenario: Deny-all isolates: nobody reaches anybody
      Given deny-all
      Then the reachability on port 8080/TCP is:
        |              | frontend | backend | the Internet |
        | frontend     |          | X       | X            |
        | backend      | X        |         | X            |
        | the Internet | X        | X       |              |

    Scenario Outline: After deny-all <half> alone connects nobody
      Given deny-all
      When <permission>
      Then frontend → backend:8080 fails at <door> for the SYN
      And under the stateful model, frontend → backend:8080 fails at <door> for the SYN

      Examples:
        | half           | permission                                        | door            |
        | the way out    | frontend allows egress to backend on port 8080    | backend ingress |
        | the way inside | backend allows ingress from frontend on port 8080 | frontend egress |

    Scenario: The cloud comparison holds: a network ACL forgets, a security group remembers
      Given deny-all
      And backend allows ingress from the Internet on port 8080
      Then under the stateless model, the Internet → backend:8080 fails at backend egress for the SYN-ACK
      But under the stateful model, the Internet → backend:8080 succeeds

  Rule: What needs correction

    Scenario: A stateless plugin would not conform: two rules must be enough
      Kubernetes lets replies of an allowed connection through. A plugin that judged them would break this flow.
      (OVN-Kubernetes can be switched to stateless rules. That is a choice, and a departure.)

      Given deny-all
      And frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      Then under the stateful model, frontend → backend:8080 succeeds
      But under the stateless model, frontend → backend:8080 fails at backend egress for the SYN-ACK

    Scenario: Flannel is not stateless: it enforces nothing, so deny-all denies nothing
      Given deny-all
      Then under the unenforced model, frontend → backend:8080 succeeds
      And under the unenforced model, backend → frontend succeeds
      But under the stateless model, frontend → backend:8080 fails at frontend egress

    Scenario: "It depends on the CNI" is misleading: what depends is whether anything is enforced at all
      Given deny-all
      And backend allows ingress from frontend on port 8080
      Then under the stateful model, frontend → backend:8080 fails at frontend egress
      But under the unenforced model, frontend → backend:8080 succeeds

    Scenario: What deny-all does needs a closer look: it shuts the request out, it does not forget connections
      Given deny-all
      When backend has only ingress
      Then under the stateful model, frontend → backend:8080 succeeds
      But under the stateful model, backend → frontend fails at backend egress for the SYN
      And under the stateless model, frontend → backend:8080 fails at backend egress for the SYN-ACK

  Rule: The critical insight, and how far it carries

    Scenario Outline: A connection that may not start leaves nothing to track, under the <model> model too
      Given deny-all
      And backend allows ingress from frontend on port 8080
      And backend allows egress to frontend
      Then under the <model> model, frontend → backend:8080 fails at frontend egress for the SYN

      Examples:
        | model       |
        | three-check |
        | stateful    |
        | stateless   |

    Scenario: The insight ends with the request: a connection that has started is tracked from its first packet
      The study notes go on to say that deny-all also stops the reply. Kubernetes does not: as soon as the SYN has
      passed both doors there is something to track.

      Given deny-all
      And frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      Then frontend → backend:8080 fails at backend egress for the SYN-ACK
      But under the stateful model, frontend → backend:8080 succeeds
