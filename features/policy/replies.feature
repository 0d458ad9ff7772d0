Feature: Replies: isolation is judged by who opens a connection
  What answers an allowed connection passes by itself: neither the egress of the one who answers nor the ingress of the
  one who asked is consulted. That is no permission to open a connection the other way.
  Source: kubernetes.io, Network Policies, "The two sorts of pod isolation", on both sorts. The API reference is silent.

  The document describes the stateful model. Under three-check, this tool's default, the egress of the one who answers
  is asked as well, which upstream Kubernetes does not do.

  Background:
    Given the pods:
      | pod      | ports                    |
      | frontend | 8080, 53/UDP, 36412/SCTP |
      | backend  | 8080, 53/UDP, 36412/SCTP |

  Scenario Outline: A server that may not send still answers over <protocol>
    Given deny-all egress
    And frontend allows egress to backend
    Then under the stateful model, frontend → backend:<port> succeeds
    But under the stateful model, backend → frontend:<port> fails at backend egress
    And under the three-check model, frontend → backend:<port> fails at backend egress for the reply

    Examples:
      | protocol | port       |
      | TCP      | 8080       |
      | UDP      | 53/UDP     |
      | SCTP     | 36412/SCTP |

  Scenario Outline: A client that may not receive still gets its answers over <protocol>
    Given deny-all ingress
    And backend allows ingress from frontend
    Then under the stateful model, frontend → backend:<port> succeeds
    And under the three-check model, frontend → backend:<port> succeeds
    But under the stateless model, frontend → backend:<port> fails at frontend ingress for the reply

    Examples:
      | protocol | port       |
      | TCP      | 8080       |
      | UDP      | 53/UDP     |
      | SCTP     | 36412/SCTP |

  Scenario: The client's egress and the server's ingress are all that a connection needs
    Given deny-all
    When frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
    Then under the stateful model, frontend → backend:8080 succeeds

  Scenario: A server's egress to the client's ephemeral ports changes nothing
    Given deny-all
    And frontend allows egress to backend on port 8080
    When backend allows egress to frontend on port 32768-60999
    Then under the stateful model, frontend → backend:8080 fails at backend ingress
    When backend allows ingress from frontend on port 8080
    Then under the stateful model, frontend → backend:8080 succeeds

  Scenario: To answer is not to be allowed to call back
    Given deny-all
    When frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
    Then under the stateful model, frontend → backend:8080 succeeds
    But under the stateful model, backend → frontend:8080 fails at backend egress for the request

  Scenario: To be answered is not to be open to the one who answers
    Given deny-all ingress
    When backend allows ingress from frontend
    Then under the stateful model, frontend → backend:8080 succeeds
    But under the stateful model, backend → frontend:8080 fails at frontend ingress for the request

  Scenario: Answers from outside the cluster come in by themselves
    Given deny-all
    When frontend allows egress to the Internet on port 443
    Then under the stateful model, frontend → the Internet:443 succeeds
    And under the three-check model, frontend → the Internet:443 succeeds
    But under the stateful model, the Internet → frontend:8080 fails at frontend ingress

  Scenario: Answers to the outside of the cluster go out by themselves
    Given deny-all
    When backend allows ingress from the Internet on port 8080
    Then under the stateful model, the Internet → backend:8080 succeeds
    But under the three-check model, the Internet → backend:8080 fails at backend egress for the reply
    And under the stateful model, backend → the Internet:443 fails at backend egress

  Scenario: A connection that no rule allows has no answer that could pass
    Given deny-all
    When backend allows egress to frontend
    And frontend allows ingress from backend
    Then under the stateful model, frontend → backend:8080 fails at frontend egress for the request

  Scenario: The news that nobody listens passes as an answer does
    Over TCP that is a reset, over UDP an ICMP error, of which the API says nothing.

    Given deny-all egress
    And frontend allows egress to backend
    And the stateful model
    Then frontend → backend:9999 is refused
    And frontend → backend:9999/UDP is refused
