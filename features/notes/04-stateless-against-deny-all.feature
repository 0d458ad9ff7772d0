Feature: Why deny-all feels stateless
  After deny-all one writes rules in both directions, as for a stateless firewall. The study notes compare the two in a
  table of five rows. Here the rows run for both, with three-check as the notes' rule, and for Kubernetes (stateful) as
  well, which does not agree with the row about replies.

  Background:
    Given the three-check model
    And the pods:
      | pod      | ports |
      | frontend |       |
      | backend  | 8080  |
    And deny-all

  Rule: The summary statement

    Scenario: After deny-all, connections need rules for both directions
      When frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      And backend allows egress to frontend
      Then frontend → backend:8080 succeeds
      And under the stateful model, frontend → backend:8080 succeeds

    Scenario: "Both directions" means the client's egress and the server's ingress; Kubernetes wants no more
      When frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      Then under the stateful model, frontend → backend:8080 succeeds
      But frontend → backend:8080 fails at backend egress for the reply

    Scenario: Deny-all does not make policies stateless: replies enter the frontend unasked
      When frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      And backend allows egress to frontend
      Then frontend → backend:8080 succeeds
      But under the stateless model, frontend → backend:8080 fails at frontend ingress for the SYN-ACK

    Scenario: A connection that deny-all keeps from starting gives tracking nothing to hold on to
      Then frontend → backend:8080 fails at frontend egress for the SYN
      And under the stateful model, frontend → backend:8080 fails at frontend egress for the SYN
      And under the stateless model, frontend → backend:8080 fails at frontend egress for the SYN

  Rule: The table, row by row

    Scenario Outline: Need outbound rule? Under the <model> model, yes
      When backend allows ingress and egress
      And frontend allows ingress
      Then under the <model> model, frontend → backend:8080 fails at frontend egress for the SYN

      Examples:
        | model       |
        | stateless   |
        | three-check |
        | stateful    |

    Scenario Outline: Need inbound rule? Under the <model> model, yes
      When frontend allows ingress and egress
      And backend allows egress
      Then under the <model> model, frontend → backend:8080 fails at backend ingress for the SYN

      Examples:
        | model       |
        | stateless   |
        | three-check |
        | stateful    |

    Scenario Outline: Need reply rule? Under the <model> model, yes
      When frontend allows ingress and egress
      And backend allows ingress
      Then under the <model> model, frontend → backend:8080 fails at backend egress for the SYN-ACK

      Examples:
        | model       |
        | stateless   |
        | three-check |

    Scenario: Need reply rule? In Kubernetes, no, though the table says yes
      When frontend allows egress
      And backend allows ingress
      Then under the stateful model, frontend → backend:8080 succeeds

    Scenario Outline: Return traffic automatic? Under the <model> model the way into the frontend <verdict>
      When frontend allows egress
      And backend allows ingress and egress
      Then under the <model> model, frontend → backend:8080 <verdict>

      Examples:
        | model       | verdict                                   |
        | stateless   | fails at frontend ingress for the SYN-ACK |
        | three-check | succeeds                                  |
        | stateful    | succeeds                                  |

    Scenario: Return traffic automatic, yet a rule for the reply: the table's third and fourth row cannot both be Kubernetes
      When frontend allows egress
      And backend allows ingress
      Then under the three-check model, frontend → backend:8080 fails at backend egress for the reply
      But under the stateful model, frontend → backend:8080 succeeds

    Scenario Outline: Tracks connections? Under the <model> model a SYN-ACK to the frontend <fate>, and a SYN is dropped
      A filter that tracks can tell an answer from a new connection to the same port. Here both go from the backend to
      the frontend's ephemeral ports.

      When frontend allows egress
      And backend allows ingress and egress
      Then under the <model> model, frontend → backend:8080 <outcome>
      But under the <model> model, backend → frontend:32768-60999 fails at frontend ingress for the SYN

      Examples:
        | model       | fate           | outcome                                   |
        | three-check | passes         | succeeds                                  |
        | stateful    | passes         | succeeds                                  |
        | stateless   | is dropped too | fails at frontend ingress for the SYN-ACK |

  Rule: The difference

    Scenario: Stateless evaluates every packet: the whole conversation rests on four rules
      Given the stateless model
      When frontend allows egress to backend on port 8080
      And frontend allows ingress from backend
      And backend allows ingress from frontend on port 8080
      And backend allows egress to frontend
      Then frontend → backend:8080 is allowed by allow-frontend-egress-to-backend-on-8080, allow-frontend-ingress-from-backend, allow-backend-ingress-from-frontend-on-8080 and allow-backend-egress-to-frontend

    Scenario: With deny-all, the setup passes the rules and tracking does the rest: one rule less under three-check
      When frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      And backend allows egress to frontend
      Then frontend → backend:8080 is allowed by allow-frontend-egress-to-backend-on-8080, allow-backend-ingress-from-frontend-on-8080 and allow-backend-egress-to-frontend

    Scenario: In Kubernetes the setup is the request alone: two rules less
      Given the stateful model
      When frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      Then frontend → backend:8080 is allowed by allow-frontend-egress-to-backend-on-8080 and allow-backend-ingress-from-frontend-on-8080
