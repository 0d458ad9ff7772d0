Feature: Many flows at once

  Background:
    Given the stateful model
    And the namespace shop
    And the pods:
      | pod      | ports     |
      | frontend | 80        |
      | backend  | 8080      |
      | database | 5432,9187 |
    And deny-all

  Scenario: All pairs on one port, the row sends and the column receives
    Given frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
    Then the reachability on port 8080 is:
      |          | frontend | backend | database |
      | frontend |          | .       | X        |
      | backend  | X        |         | X        |
      | database | X        | X       |          |

  Scenario: Rows and columns may differ, and cells may be left out
    Given every pod allows ingress from the Internet on port 80
    Then the reachability on port 80 is:
      |              | frontend | backend | database |
      | the Internet | .        | R       | #        |
      | 10.9.9.9     | X        |         | X        |

  Scenario: A pod to itself is asked where a cell says so
    Then the reachability on port 5432/TCP is:
      |          | database | backend |
      | database | .        |         |
      | backend  | X        | R       |

  Scenario: Unreliable flows have a sign of their own
    Given the three-check model
    And backend has only ingress
    And backend allows egress to frontend on port 40000-50000
    Then the reachability on port 8080 is:
      |          | backend |
      | frontend | ?       |
      | database | X       |

  Scenario: Only these flows succeed
    Given frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
    And backend allows egress to database on port 5432
    And database allows ingress from backend
    Then only these flows succeed:
      | frontend → backend:8080 |
      | backend → database:5432 |

  Scenario: A flow without a port lists every port that is listened on
    Given every pod allows egress to database
    And database allows ingress from backend
    Then only these flows succeed:
      | backend → database |

  Scenario: External endpoints take part
    Given the external endpoints:
      | name   | addresses      |
      | office | 203.0.113.0/24 |
    And frontend allows ingress from office on port 80
    Then only these flows succeed:
      | office → frontend:80 |

  Scenario: Nothing at all may be listed as well
    Then only these flows succeed:
      | frontend → frontend |

  Scenario: What lies within a listed block is listed, address by address
    Given the external endpoints:
      | name | addresses        |
      | api  | 1.2.3.4, 1.2.3.5 |
    And backend allows egress to 1.2.3.4 on port 443
    And backend allows egress to 1.2.3.5
    Then only these flows succeed:
      | backend → api:443 |
      | backend → 1.2.3.5 |

  Scenario: Protocols that a rule names are asked as well
    Given the pods:
      | pod    |
      | client |
      | dns    |
    And client allows egress to dns on port 53/UDP
    And dns allows ingress from client
    Then only these flows succeed:
      | client → dns:53/UDP |
