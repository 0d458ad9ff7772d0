Feature: The life of a connection
  Two questions decide whether a packet passes: is it judged at this door at all, and if so, does a rule let it
  through? The study notes answer the first in two ways, one box after the other. Here each box runs as the model it
  describes.

  Background:
    Given the three-check model
    And the pods:
      | pod      | ports |
      | frontend | 3000  |
      | backend  | 8080  |
    And deny-all
    And frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080

  Rule: The decision comes first: may this connection start?

    Scenario Outline: The decision layer checks <door>, and Kubernetes checks it too
      Given backend allows egress to frontend
      When policy <rule> is deleted
      Then frontend → backend:8080 fails at <door> for the SYN
      And under the stateful model, frontend → backend:8080 fails at <door> for the SYN

      Examples:
        | door            | rule                                        |
        | frontend egress | allow-frontend-egress-to-backend-on-8080    |
        | backend ingress | allow-backend-ingress-from-frontend-on-8080 |

    Scenario: The decision layer checks the backend's egress for the reply, and Kubernetes does not
      Then frontend → backend:8080 fails at backend egress for the reply
      But under the stateful model, frontend → backend:8080 succeeds

    Scenario: Only if all checks pass does tracking take over
      When backend allows egress to frontend
      Then frontend → backend:8080 succeeds
      And under the stateful model, frontend → backend:8080 succeeds
      But under the stateless model, frontend → backend:8080 fails at frontend ingress for the SYN-ACK

    Scenario: "Policy comes before tracking" is true of the request alone
      The study notes reason that a reply meets policy first and tracking second. A tracked reply is recognised first;
      what policy says of the backend's egress concerns the connections that the backend opens.

      Then under the stateful model, frontend → backend:8080 succeeds
      But under the stateful model, backend → frontend:3000 fails at backend egress for the SYN

    Scenario Outline: If the bouncer turns you away, the ticket tracker never gets involved, under the <model> model too
      When policy allow-backend-ingress-from-frontend-on-8080 is deleted
      Then under the <model> model, frontend → backend:8080 fails at backend ingress for the SYN

      Examples:
        | model       |
        | three-check |
        | stateful    |
        | stateless   |

    Scenario: "Did you already enter? Then exit is automatic" is the stateful model, and no third check
      Then under the stateful model, frontend → backend:8080 succeeds
      But under the three-check model, frontend → backend:8080 fails at backend egress for the SYN-ACK

  Rule: Phase 1: the first packet

    Scenario: The frontend's egress is asked first, and no drops the packet there
      When policy allow-frontend-egress-to-backend-on-8080 is deleted
      And policy allow-backend-ingress-from-frontend-on-8080 is deleted
      Then frontend → backend:8080 fails at frontend egress for the SYN

    Scenario: After a yes the backend's ingress is asked, and no drops the packet there
      When policy allow-backend-ingress-from-frontend-on-8080 is deleted
      Then frontend → backend:8080 fails at backend ingress for the SYN

    Scenario Outline: The entry pairs the frontend's ephemeral port with 8080: an egress rule for <ports> <verdict>
      Under three-check this shows in the rule that lets the reply out: it must cover the port the frontend picked.

      When backend allows egress to frontend on ports <ports>
      Then frontend → backend:8080 <verdict>
      And under the stateful model, frontend → backend:8080 succeeds

      Examples:
        | ports       | verdict                                 |
        | 32768-60999 | succeeds                                |
        | 8080        | fails at backend egress for the SYN-ACK |
        | 3000        | fails at backend egress for the SYN-ACK |
        | 32768-40000 | is unreliable                           |

    Scenario: Once established, no door is asked again: the frontend's ingress stays shut, and the data comes in
      When backend allows egress to frontend
      Then frontend → backend:8080 succeeds
      But backend → frontend:3000 fails at frontend ingress for the SYN

  Rule: Phase 2: the reply, in two boxes that contradict each other

    Scenario: First box, yes: the reply belongs to a known connection and skips the egress check (stateful)
      Given the stateful model
      Then frontend → backend:8080 is allowed by allow-frontend-egress-to-backend-on-8080 and allow-backend-ingress-from-frontend-on-8080

    Scenario Outline: First box, no: a packet of the backend's own is judged by its egress, under the <model> model too
      Then under the <model> model, backend → frontend:3000 fails at backend egress for the SYN

      Examples:
        | model       |
        | three-check |
        | stateful    |

    Scenario: Second box: the packet must be able to leave the backend, so a reply needs an egress rule (three-check)
      Then frontend → backend:8080 fails at backend egress for the SYN-ACK
      When backend allows egress to frontend
      Then frontend → backend:8080 succeeds

    Scenario: The same SYN-ACK, two answers: only one box can be right, and Kubernetes follows the first
      Then under the three-check model, frontend → backend:8080 fails at backend egress for the SYN-ACK
      But under the stateful model, frontend → backend:8080 succeeds
