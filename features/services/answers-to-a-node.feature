@model:three-check
Feature: The third permission where the client's address is replaced
  Under three-check the server's egress is asked for its first answer. Where a node has put its address in the client's place,
  the answer goes to that node, so that is whom the server must be allowed to send to. Upstream needs none of this.
  The filters of the server's node see the answer as they saw the request, the other way round.

  Background:
    Given the nodes:
      | node     | ip        |
      | worker-1 | 10.0.0.11 |
      | worker-2 | 10.0.0.12 |
    And the pods:
      | pod  | ports | ip         | node     |
      | web  | 8080  | 10.244.2.9 | worker-2 |
      | near |       | 10.244.1.7 | worker-1 |
    And the external endpoints:
      | name   | addresses    |
      | client | 198.51.100.7 |
    And the services:
      | service | ports                        | type     | external traffic |
      | web     | 80 → 8080 on node port 30080 | NodePort | Cluster          |
    And deny-all
    And web allows ingress from client, near, 10.0.0.0/24 on port 8080
    And near allows egress to web on port 8080

  Scenario: Upstream, all of them are served
    Then under the stateful model, client → node/worker-1:30080 succeeds
    And under the stateful model, client → node/worker-2:30080 succeeds
    And under the stateful model, near → service/web:80 succeeds
    And under the stateful model, near → node/worker-1:30080 succeeds

  Scenario: By its cluster IP: the answer goes to the pod that asked
    Then near → service/web:80 fails at web egress for the reply
    When web allows egress to near
    Then near → service/web:80 succeeds

  Scenario Outline: A client that enters by <node>: the server may answer <whom>
    Given web allows egress to <block>
    Then client → node/<node>:30080 <verdict>

    Examples:
      | node     | whom       | block           | verdict                           |
      | worker-1 | the client | 198.51.100.7/32 | fails at web egress for the reply |
      | worker-1 | the node   | 10.0.0.11/32    | succeeds                          |
      | worker-2 | the client | 198.51.100.7/32 | succeeds                          |
      | worker-2 | a node     | 10.0.0.11/32    | fails at web egress for the reply |

  Scenario: A pod that goes by its own node's port is answered by way of the node
    Given web allows egress to near
    Then near → service/web:80 succeeds
    But near → node/worker-1:30080 fails at web egress for the reply
    When web allows egress to 10.0.0.11/32
    Then near → node/worker-1:30080 succeeds

  Scenario: With Local there is only the client to answer
    Given the services:
      | service | ports                        | type     | external traffic |
      | web     | 80 → 8080 on node port 30080 | NodePort | Local            |
    When web allows egress to 10.0.0.0/24
    Then client → node/worker-2:30080 fails at web egress for the reply
    When web allows egress to client
    Then client → node/worker-2:30080 succeeds

  Scenario: A pod that a Service leads back to itself answers itself, as far as the filters see
    Given the setting hairpin is judged
    And web allows ingress from web on port 8080
    And web allows egress to web on port 8080
    Then web → service/web:80 fails at web egress for the reply
    And under the stateful model, web → service/web:80 succeeds
    When web allows egress to web
    Then web → service/web:80 succeeds

  Scenario: The port of the Service is not in the answer either
    The answer leaves from 8080 for a port of the client; the rule for it names the client's ports, as always.

    When web allows egress to near on port 80
    Then near → service/web:80 fails at web egress for the reply
    When web allows egress to near on port 32768-60999
    Then near → service/web:80 succeeds

  Scenario: Stateless, the client's ingress is asked too, by the pod's address and not by the Service's
    Given the stateless model
    And web allows egress to near
    And near allows ingress from 10.96.0.0/12
    Then near → service/web:80 fails at near ingress for the reply
    When near allows ingress from web
    Then near → service/web:80 succeeds
