Feature: Three tiers behind deny-all
  The study notes' example: a frontend, a backend and a database, each in a file of its own under manifests/three-tier/.
  Steps 5 and 8 and a clause of step 6 exist for replies alone. Kubernetes (stateful) does not need them, and the
  example forgets one that three-check, the notes' own rule, does need.

  Background:
    Given the three-check model
    And the namespace shop
    And the pods:
      | pod      | labels        | ports    |
      | frontend | tier=frontend | 80, 9090 |
      | backend  | tier=backend  | 8080     |
      | database | tier=database | 3306     |

  Rule: The eight policies as given

    Background:
      Given the manifests in "manifests/three-tier/"

    Scenario: The frontend reaches the backend, and the backend the database
      Then frontend → backend:8080 succeeds
      And backend → database:3306 succeeds
      And under the stateful model, frontend → backend:8080 succeeds
      And under the stateful model, backend → database:3306 succeeds

    Scenario: Nobody goes around the middle tier
      Then frontend → database:3306 fails at frontend egress
      And database → frontend:80 fails at database egress
      And the Internet → database:3306 fails at database ingress

    Scenario: The example forgets the frontend's reply to the Internet; Kubernetes lets it pass
      Step 2 lets anyone in, yet no policy lets the frontend answer. By the notes' rule the site is down.

      Then the Internet → frontend:80 fails at frontend egress for the reply
      But under the stateful model, the Internet → frontend:80 succeeds

    Scenario: By the notes' rule, two flows succeed
      Then only these flows succeed:
        | frontend → backend:8080 |
        | backend → database:3306 |

    Scenario: In Kubernetes, four flows succeed, and the last is one that nobody asked for
      Given the stateful model
      Then only these flows succeed:
        | the Internet → frontend:80 |
        | frontend → backend:8080    |
        | backend → database:3306    |
        | backend → frontend:80      |

    Scenario: By the notes' rule, on the frontend's port nobody gets an answer
      Then the reachability on port 80/TCP is:
        |              | frontend |
        | backend      | X        |
        | database     | X        |
        | the Internet | X        |

    Scenario: In Kubernetes, on the frontend's port the Internet gets an answer, and so does the backend
      Given the stateful model
      Then the reachability on port 80/TCP is:
        |              | frontend |
        | backend      | .        |
        | database     | X        |
        | the Internet | .        |

    Scenario: On the backend's port only the frontend gets through
      Then the reachability on port 8080/TCP is:
        |              | backend |
        | frontend     | .       |
        | database     | X       |
        | the Internet | X       |

    Scenario: On the database's port only the backend gets through
      Then the reachability on port 3306/TCP is:
        |              | database |
        | frontend     | X        |
        | backend      | .        |
        | the Internet | X        |

  Rule: Are eight policies needed?

    Background:
      Given the manifests in "manifests/three-tier/"

    Scenario Outline: Without <policy>, <flow> <verdict>; in Kubernetes it <upstream>
      When policy <policy> is deleted
      Then <flow> <verdict>
      And under the stateful model, <flow> <upstream>

      Examples: Needed by either rule
        | policy                 | flow                       | verdict                   | upstream                  |
        | frontend-allow-ingress | the Internet → frontend:80 | fails at frontend ingress | fails at frontend ingress |
        | frontend-to-backend    | frontend → backend:8080    | fails at frontend egress  | fails at frontend egress  |
        | backend-from-frontend  | frontend → backend:8080    | fails at backend ingress  | fails at backend ingress  |
        | backend-to-database    | backend → database:3306    | fails at backend egress   | fails at backend egress   |
        | database-from-backend  | backend → database:3306    | fails at database ingress | fails at database ingress |

      Examples: Step 8, which three-check alone needs
        | policy                     | flow                    | verdict                                | upstream |
        | database-egress-to-backend | backend → database:3306 | fails at database egress for the reply | succeeds |

      Examples: Step 5, which not even three-check needs: step 6 says the same again
        | policy                     | flow                    | verdict  | upstream |
        | backend-egress-to-frontend | frontend → backend:8080 | succeeds | succeeds |

    Scenario: Step 1 is there for the pods that no other step selects
      Given the manifests in "manifests/cache.yaml"
      Then backend → cache:6379 fails at backend egress
      And the Internet → cache:6379 fails at cache ingress
      When policy default-deny-all is deleted
      Then the Internet → cache:6379 succeeds

  Rule: Without the policies for replies
    manifests/three-tier-without-replies/ is the example less steps 5 and 8 and the clause of step 6 towards the
    frontend: six policies.

    Background:
      Given the manifests in "manifests/three-tier-without-replies/"

    Scenario: In Kubernetes, exactly the three flows of the drawing succeed
      Given the stateful model
      Then only these flows succeed:
        | the Internet → frontend:80 |
        | frontend → backend:8080    |
        | backend → database:3306    |

    Scenario Outline: By the notes' rule, no tier can answer any more: <flow>
      Then <flow> fails at <door> for the SYN-ACK
      But under the stateful model, <flow> succeeds

      Examples:
        | flow                       | door            |
        | the Internet → frontend:80 | frontend egress |
        | frontend → backend:8080    | backend egress  |
        | backend → database:3306    | database egress |

  Rule: What the clauses for replies open needlessly

    Scenario Outline: A compromised backend that calls frontend:<port>, under <folder>
      The clauses take away the backend's own way out as a barrier. What is left is the frontend's door, which is open on
      port 80.

      Given the manifests in "manifests/<folder>/"
      Then under the stateful model, backend → frontend:<port> <verdict>

      Examples:
        | folder                     | port | verdict                   |
        | three-tier                 | 80   | succeeds                  |
        | three-tier                 | 9090 | fails at frontend ingress |
        | three-tier-without-replies | 80   | fails at backend egress   |
        | three-tier-without-replies | 9090 | fails at backend egress   |

    Scenario Outline: A metrics port that the frontend opens to its namespace <becomes> under <folder>
      Given the manifests in "manifests/<folder>/"
      When frontend allows ingress from namespace shop on port 9090
      Then under the stateful model, backend → frontend:9090 <verdict>

      Examples:
        | folder                     | becomes                     | verdict                 |
        | three-tier                 | is open to the backend too  | succeeds                |
        | three-tier-without-replies | stays closed to the backend | fails at backend egress |

    Scenario: The database's clause towards the backend opens nothing yet, as the backend listens to the frontend alone
      Given the manifests in "manifests/three-tier/"
      Then under the stateful model, database → backend:8080 fails at backend ingress
      When backend allows ingress from namespace shop on port 8080
      Then under the stateful model, database → backend:8080 succeeds

  Rule: Repairs for the notes' rule

    Scenario Outline: The frontend may answer anyone <how>: the site works by either rule
      Given the manifests in "manifests/three-tier/"
      Then the Internet → frontend:80 fails at frontend egress for the reply
      When frontend allows egress <grant>
      Then the Internet → frontend:80 succeeds
      And under the stateful model, the Internet → frontend:80 succeeds

      Examples:
        | how                      | grant                          |
        | on their ephemeral ports | to anyone on ports 32768-60999 |
        | on any port              | to anyone                      |

    Scenario: The repair has its price: whoever may answer on the ephemeral ports may also call there
      Given the manifests in "manifests/three-tier/"
      When frontend allows egress to anyone on ports 32768-60999
      Then frontend → the Internet:40000 succeeds
      And under the stateful model, frontend → the Internet:40000 succeeds
      But frontend → the Internet:443 fails at frontend egress

    Scenario: Rules for replies that name the ephemeral ports give back what the clauses opened
      Given the manifests in "manifests/three-tier-without-replies/"
      When frontend allows egress to the Internet on ports 32768-60999
      And backend allows egress to frontend on ports 32768-60999
      And database allows egress to backend on ports 32768-60999
      Then only these flows succeed:
        | the Internet → frontend:80          |
        | frontend → the Internet:32768-60999 |
        | frontend → backend:8080             |
        | backend → database:3306             |

  Rule: The DNS clauses

    Background:
      Given the manifests in "manifests/three-tier/"
      And the manifests in "manifests/kube-dns.yaml"

    Scenario Outline: The <tier> may ask kube-dns over UDP
      Then <tier> → kube-system/kube-dns:53/UDP succeeds
      And under the stateful model, <tier> → kube-system/kube-dns:dns/UDP succeeds

      Examples:
        | tier     |
        | frontend |
        | backend  |

    Scenario: The database may not ask: the example gives it no DNS, and it needs none to be called
      Then database → kube-system/kube-dns:53/UDP fails at database egress for the datagram
      And backend → database:3306 succeeds

    Scenario Outline: An answer too long for UDP is asked for again over TCP, which the <tier> may not
      Then <tier> → kube-system/kube-dns:53/TCP fails at <tier> egress
      When <tier> allows egress to namespace kube-system on port 53
      Then <tier> → kube-system/kube-dns:53/TCP succeeds

      Examples:
        | tier     |
        | frontend |
        | backend  |

    Scenario: DNS answers come back because kube-system is not isolated; under deny-all three-check would stop them too
      When deny-all in namespace kube-system
      And kube-system/kube-dns allows ingress
      Then frontend → kube-system/kube-dns:53/UDP fails at kube-system/kube-dns egress for the answer
      But under the stateful model, frontend → kube-system/kube-dns:53/UDP succeeds
