Feature: Flows that depend on the client's source port are unreliable
  A reply goes to the client's ephemeral port, 32768 to 60999 on Linux. A rule of the answering side that covers a
  part of that range lets some connections work and others hang. That is a verdict of its own, and no success.

  Background:
    Given the three-check model
    And the pods:
      | pod      | ports            |
      | frontend |                  |
      | backend  | 8080,9090/UDP    |
    And deny-all
    And frontend allows egress to backend
    And backend allows ingress from frontend

  Scenario Outline: A reply rule on ports <ports> makes the flow <verdict>
    Given backend allows egress to frontend on ports <ports>
    Then frontend → backend:8080 is <verdict>

    Examples: parts of the range
      | ports        | verdict    |
      | 32768-49999  | unreliable |
      | 50000        | unreliable |
      | 1024-60998   | unreliable |

  Scenario Outline: A reply rule on ports <ports> lets it succeed
    Given backend allows egress to frontend on ports <ports>
    Then frontend → backend:8080 succeeds

    Examples: the whole range
      | ports                   |
      | 32768-60999             |
      | 1-65535                 |
      | 32768-40000,40001-60999 |

  Scenario: A rule that names the server's own port does not let the reply out
    Given backend allows egress to frontend on port 8080
    Then frontend → backend:8080 fails at backend egress for the reply

  Scenario: A range of the other protocol does not help
    Given backend allows egress to frontend on port 32768-60999/UDP
    Then frontend → backend:8080 fails at backend egress for the reply
    But frontend → backend:9090/UDP succeeds

  Scenario: Upstream Kubernetes does not ask for the reply's rule
    Given backend allows egress to frontend on port 50000
    Then under the stateful model, frontend → backend:8080 succeeds
