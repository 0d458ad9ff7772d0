Feature: Rules for replies, which upstream needs none
  Upstream Kubernetes tracks connections: what is allowed is answered. A rule that lets a server send to its clients serves no
  reply, and opens new connections from the server.

  Background:
    Given the pods:
      | pod      | ports      |
      | frontend | 80,9090    |
      | backend  | 8080       |
      | database | 5432       |
    And deny-all
    And frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080

  Scenario: The mirror of an ingress rule
    A backend that somebody broke into may try every port of every frontend that is not isolated, or opens to all.
    Given frontend allows ingress
    And backend allows egress to frontend
    Then lint finds superfluous-reply-rule in egress rule 1 of policy allow-backend-egress-to-frontend
    And under the stateful model, backend → frontend:9090 succeeds
    When reachability as it is now
    And policy allow-backend-egress-to-frontend is deleted
    Then under the stateful model, only these flows are lost:
      | from    | to       | ports |
      | backend | frontend | all   |

  Scenario: Ports that only clients have
    Given backend allows egress to frontend on ports 32768-60999
    Then lint finds superfluous-reply-rule in policy allow-backend-egress-to-frontend-on-32768-to-60999

  Scenario: A server that calls back
    Given backend allows egress to frontend on port 9090
    And frontend allows ingress from backend on port 9090
    Then lint finds no superfluous-reply-rule

  Scenario: Two that call each other on all ports
    Given backend allows egress to frontend
    And frontend allows ingress from backend
    Then lint finds no superfluous-reply-rule

  Scenario: Whom the server calls does not call it
    Given backend allows egress to database
    And database allows ingress from backend
    Then lint finds no superfluous-reply-rule

  Scenario: Where nothing is remembered, replies need it
    Given the stateless model
    And backend allows egress to frontend on ports 32768-60999
    Then lint finds no superfluous-reply-rule
