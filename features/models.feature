Feature: Four models, told apart by which packets are judged where
  Client and server are isolated both ways. Permissions are added one by one: the client's egress, the server's
  ingress, the server's egress to the client's ephemeral ports, and the client's ingress on them.

  unenforced judges nothing. stateful, which is upstream Kubernetes, judges only who opens a connection. three-check
  also judges the egress of the one who answers, until the connection is established. stateless judges every packet.

  Background:
    Given the pods:
      | pod    | ports |
      | client |       |
      | server | 8080  |
    And deny-all

  Scenario: No permission at all
    Then under the unenforced model, client → server:8080 succeeds
    But under the stateful model, client → server:8080 fails at client egress
    And under the three-check model, client → server:8080 fails at client egress
    And under the stateless model, client → server:8080 fails at client egress

  Scenario: The client may send
    Given client allows egress to server on port 8080
    Then under the unenforced model, client → server:8080 succeeds
    But under the stateful model, client → server:8080 fails at server ingress
    And under the three-check model, client → server:8080 fails at server ingress
    And under the stateless model, client → server:8080 fails at server ingress

  Scenario: The server may receive
    Given server allows ingress from client on port 8080
    Then under the unenforced model, client → server:8080 succeeds
    But under the stateful model, client → server:8080 fails at client egress
    And under the three-check model, client → server:8080 fails at client egress
    And under the stateless model, client → server:8080 fails at client egress

  Scenario: The client may send and the server may receive
    Given client allows egress to server on port 8080
    And server allows ingress from client on port 8080
    Then under the unenforced model, client → server:8080 succeeds
    And under the stateful model, client → server:8080 succeeds
    But under the three-check model, client → server:8080 fails at server egress for the reply
    And under the stateless model, client → server:8080 fails at server egress for the reply

  Scenario: The server may answer as well
    Given client allows egress to server on port 8080
    And server allows ingress from client on port 8080
    And server allows egress to client on port 32768-60999
    Then under the unenforced model, client → server:8080 succeeds
    And under the stateful model, client → server:8080 succeeds
    And under the three-check model, client → server:8080 succeeds
    But under the stateless model, client → server:8080 fails at client ingress for the reply

  Scenario: All four permissions
    Given client allows egress to server on port 8080
    And server allows ingress from client on port 8080
    And server allows egress to client on port 32768-60999
    And client allows ingress from server on port 32768-60999
    Then under the unenforced model, client → server:8080 succeeds
    And under the stateful model, client → server:8080 succeeds
    And under the three-check model, client → server:8080 succeeds
    And under the stateless model, client → server:8080 succeeds

  Scenario: All but the server's answer
    Given client allows egress to server on port 8080
    And server allows ingress from client on port 8080
    And client allows ingress from server on port 32768-60999
    Then under the unenforced model, client → server:8080 succeeds
    And under the stateful model, client → server:8080 succeeds
    But under the three-check model, client → server:8080 fails at server egress for the reply
    And under the stateless model, client → server:8080 fails at server egress for the reply
