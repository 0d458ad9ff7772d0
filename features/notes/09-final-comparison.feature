Feature: The final comparison, and the last word
  The study notes end with a table of three columns: a stateless firewall, policies without deny-all, policies with
  deny-all. Each of its rows that says something about packets runs below, and after them the ultimate summary. The
  fourth verdict, Kubernetes with deny-all, stands beside the third wherever the two differ.

  Background:
    Given the three-check model
    And the pods:
      | pod      | ports |
      | frontend | 3000  |
      | backend  | 8080  |

  Rule: Connection tracking

    Scenario: Stateless firewall: no. What passed one way says nothing about the way back
      Given the stateless model
      And deny-all
      And frontend allows egress to backend
      And backend allows ingress and egress
      Then frontend → backend:8080 fails at frontend ingress for the SYN-ACK

    Scenario: Without deny-all: perhaps, but it cannot be told. Nothing is ever refused
      The study notes say yes. What a plugin tracks where no policy applies is its own affair.

      Then under the stateful model, frontend → backend:8080 succeeds
      And under the stateless model, frontend → backend:8080 succeeds
      And under the unenforced model, frontend → backend:8080 succeeds

    Scenario: With deny-all: yes. The answer comes in where a call may not
      Given deny-all
      And frontend allows egress to backend
      And backend allows ingress and egress
      Then frontend → backend:8080 succeeds
      But backend → frontend:3000 fails at frontend ingress for the SYN

  Rule: Return traffic

    Scenario: Stateless firewall: manual, by a rule for the replies
      Given the stateless model
      And deny-all ingress
      And backend allows ingress from frontend
      Then frontend → backend:8080 fails at frontend ingress for the SYN-ACK
      When frontend allows ingress from backend on ports 32768-60999
      Then frontend → backend:8080 succeeds

    Scenario: Without deny-all: automatic
      Then frontend → backend:8080 succeeds
      And backend → frontend:3000 succeeds

    Scenario: With deny-all: automatic if the connection is allowed to start
      Given deny-all
      And frontend allows egress to backend
      Then under the stateful model, frontend → backend:8080 fails at backend ingress for the SYN
      When backend allows ingress from frontend
      Then under the stateful model, frontend → backend:8080 succeeds

    Scenario: By the notes' rule "automatic" leaves out the first reply
      Given deny-all
      And frontend allows egress to backend
      And backend allows ingress from frontend
      Then frontend → backend:8080 fails at backend egress for the SYN-ACK
      But under the stateful model, frontend → backend:8080 succeeds

  Rule: Rules needed

    Scenario: Stateless firewall: both directions always, at either end
      Given the stateless model
      And deny-all
      And frontend allows ingress and egress
      And backend allows ingress from frontend
      Then frontend → backend:8080 fails at backend egress for the SYN-ACK
      When backend allows egress to frontend
      Then frontend → backend:8080 succeeds

    Scenario: Without deny-all: none
      Then the reachability on port 8080/TCP is:
        |              | frontend | backend | the Internet |
        | frontend     |          | .       | .            |
        | backend      | R        |         | .            |
        | the Internet | R        | .       |              |

    Scenario Outline: With deny-all: both directions for the setup, and "<missing>" is missing
      Given deny-all
      And <one>
      And <another>
      Then frontend → backend:8080 <verdict>
      And under the stateful model, frontend → backend:8080 <upstream>

      Examples:
        | missing          | one                                  | another                           | verdict                  | upstream                 |
        | out of frontend  | backend allows ingress from frontend | backend allows egress to frontend | fails at frontend egress | fails at frontend egress |
        | into the backend | frontend allows egress to backend    | backend allows egress to frontend | fails at backend ingress | fails at backend ingress |

      Examples: A setup rule to the notes, none to Kubernetes
        | missing            | one                               | another                              | verdict                 | upstream |
        | out of the backend | frontend allows egress to backend | backend allows ingress from frontend | fails at backend egress | succeeds |

  Rule: Feels like

    Scenario: "Stateless, but isn't": three rules of the notes open three doors, and a stateless firewall wants the fourth
      Given deny-all
      And frontend allows egress to backend
      And backend allows ingress from frontend
      And backend allows egress to frontend
      Then frontend → backend:8080 succeeds
      But under the stateless model, frontend → backend:8080 fails at frontend ingress for the SYN-ACK

  Rule: The ultimate summary

    Background:
      Given deny-all

    Scenario: 1. Explicitly allow egress from the source
      When backend allows ingress from frontend
      And backend allows egress to frontend
      Then frontend → backend:8080 fails at frontend egress
      And under the stateful model, frontend → backend:8080 fails at frontend egress

    Scenario: 2. Explicitly allow ingress to the destination
      When frontend allows egress to backend
      And backend allows egress to frontend
      Then frontend → backend:8080 fails at backend ingress
      And under the stateful model, frontend → backend:8080 fails at backend ingress

    Scenario: 3. Explicitly allow egress from the destination, for replies: the notes' rule, and not Kubernetes'
      When frontend allows egress to backend
      And backend allows ingress from frontend
      Then frontend → backend:8080 fails at backend egress for the reply
      But under the stateful model, frontend → backend:8080 succeeds

    Scenario: It is not stateless: allow the connection to start, and the rest follows
      When frontend allows egress to backend
      And backend allows ingress from frontend
      And backend allows egress to frontend
      Then frontend → backend:8080 is allowed by allow-frontend-egress-to-backend, allow-backend-ingress-from-frontend and allow-backend-egress-to-frontend
      But backend → frontend:3000 fails at frontend ingress

    Scenario: "Policies are stateful, always": then two permissions are enough, and the third item contradicts the first line
      Given the stateful model
      When frontend allows egress to backend
      And backend allows ingress from frontend
      Then frontend → backend:8080 is allowed by allow-frontend-egress-to-backend and allow-backend-ingress-from-frontend
