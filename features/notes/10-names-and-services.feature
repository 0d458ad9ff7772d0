@model:three-check
Feature: The study notes by name
  Frontend, backend and database of the notes call each other by name, as applications do: first a question to kube-dns,
  then a Service, then a pod. For DNS the notes say "port 53 UDP to kube-system", which is enough for nearly every name.
  Where the notes' own rule (three-check) and upstream Kubernetes (stateful) part, the scenarios say so.

  Background:
    Given the namespace shop
    And the pods:
      | pod      | labels        | ports | ip         |
      | frontend | tier=frontend | 80    | 10.244.1.2 |
      | backend  | tier=backend  | 8080  | 10.244.1.3 |
      | database | tier=database | 3306  | 10.244.1.4 |
    And the services:
      | service  | ports | selector      | type         |
      | frontend | 80    | tier=frontend | LoadBalancer |
      | backend  | 8080  | tier=backend  |              |
      | database | 3306  | tier=database |              |
    And kube-dns

  Rule: The eight policies as given

    Background:
      Given the manifests in "manifests/three-tier/"

    Scenario: Each tier finds the next by its name and reaches it, by either rule
      Then frontend → http://backend:8080 succeeds
      And backend → mysql://database succeeds
      And under the stateful model, frontend → http://backend:8080 succeeds
      And under the stateful model, backend → mysql://database succeeds

    Scenario: Nobody goes around the middle tier, though the name is known
      Then frontend resolves database to service/database
      But frontend → mysql://database fails at frontend egress
      And under the stateful model, frontend → mysql://database fails at frontend egress

    Scenario: The database finds no name; it was given no DNS and needs none to be called
      Then database cannot resolve backend: no answer after 20 seconds
      And backend → mysql://database succeeds

    Scenario: A client outside comes in by the load balancer, and by the notes' rule gets no answer
      Then the Internet → service/frontend fails at frontend egress for the reply
      But under the stateful model, the Internet → service/frontend succeeds

    Scenario: Names need no rule in return as long as kube-system has no policies; then the notes' rule wants one
      Given deny-all in namespace kube-system
      And kube-system/coredns allows ingress from every namespace on ports 53/UDP and 53/TCP
      Then frontend → http://backend:8080 fails at coredns egress to DNS for the answer
      But under the stateful model, frontend → http://backend:8080 succeeds

    Scenario: Without its DNS clause a tier goes on by address, and fails by name
      When policy frontend-to-backend is deleted
      And frontend allows egress to backend on port 8080
      Then frontend → 10.244.1.3:8080 succeeds
      And frontend → service/backend:8080 succeeds
      But frontend → http://backend:8080 fails at frontend egress to DNS
      And under the stateful model, frontend → http://backend:8080 fails at frontend egress to DNS

    Scenario: The rule of a policy names the port of the pods, so a Service may have another
      Given the services:
        | service | ports     | selector     |
        | backend | 80 → 8080 | tier=backend |
      Then frontend → http://backend succeeds
      And under the stateful model, frontend → http://backend succeeds

  Rule: Without the policies for replies

    Background:
      Given the manifests in "manifests/three-tier-without-replies/"

    Scenario: By the notes' rule a name still resolves, as kube-system may answer, and the tier behind it does not
      Then frontend resolves backend
      But frontend → http://backend:8080 fails at backend egress for the reply

    Scenario: In Kubernetes all is as before
      Given the stateful model
      Then frontend → http://backend:8080 succeeds
      And backend → mysql://database succeeds
      And the Internet → service/frontend succeeds

  Rule: "Don't forget DNS egress (port 53 UDP to kube-system)"

    Background:
      Given the manifests in "manifests/three-tier/"
      And the manifests in "manifests/thirty-workers.yaml"

    Scenario: A headless Service with thirty pods has a longer answer, for which UDP is too small
      Then frontend cannot resolve workers: no answer over TCP after 135 seconds
      And backend cannot resolve workers: no answer over TCP after 135 seconds
      But frontend resolves backend

    Scenario: The repaired clause has both protocols
      When frontend allows egress to namespace kube-system on ports 53/UDP and 53/TCP
      Then frontend resolves workers
      But backend cannot resolve workers: no answer over TCP

    Scenario: "To kube-system" is more than DNS needs: any pod there that listens on port 53 may be asked
      Given the pods:
        | pod                 | labels        | ports  | ip         |
        | frontend            | tier=frontend | 80     | 10.244.1.2 |
        | kube-system/sniffer | app=sniffer   | 53/UDP | 10.244.3.3 |
      Then frontend → kube-system/sniffer:53/UDP succeeds

  Rule: The checklist, steps 4 and 5

    Background:
      Given the manifests in "manifests/three-tier/"

    Scenario: 4. kubectl exec frontend -- curl backend:8080
      Then curl exits with 0 for frontend → http://backend:8080

    Scenario Outline: 4. kubectl exec <pod> -- <program> <url>, where <what>
      Then <program> exits with <code> for <pod> → <url>
      And under the stateful model, <pod> → <url> <upstream>

      Examples:
        | pod      | program   | url                  | what                           | code | upstream                        |
        | frontend | curl -m 4 | http://database:3306 | no rule lets it out            | 28   | fails at frontend egress        |
        | database | curl      | http://backend:8080  | it may not ask for names       | 6    | fails at database egress to DNS |
        | database | curl -m 4 | http://backend:8080  | likewise, and curl has a limit | 28   | fails at database egress to DNS |

    Scenario: 4. Refused is good news: no policy was in the way, and nobody listens
      Given the pods:
        | pod      | labels        | ports |
        | frontend | tier=frontend | 80    |
        | backend  | tier=backend  | 9090  |
      Then curl exits with 7 for frontend → http://backend:8080

    Scenario: 4. "Could not resolve host" after no time at all is a misspelt name, and after 20 seconds a missing rule
      Then frontend cannot resolve bakend: NXDOMAIN after 0 seconds
      And curl -m 4 exits with 6 for frontend → http://bakend:8080
      But database cannot resolve backend: no answer after 20 seconds
      And curl -m 4 exits with 28 for database → http://backend:8080

    Scenario Outline: 5. kubectl exec <pod> -- nslookup kubernetes.default: <exit>
      Then nslookup exits with <exit> for <pod> → https://kubernetes.default

      Examples:
        | pod      | exit |
        | frontend | 0    |
        | backend  | 0    |
        | database | 1    |

    Scenario: 5. The name of the API server is two questions away, and is found in every cluster
      Then frontend looks up kubernetes.default by asking:
        | name                                      | answer                     |
        | kubernetes.default.shop.svc.cluster.local | NXDOMAIN                   |
        | kubernetes.default.svc.cluster.local      | service/default/kubernetes |
      And frontend resolves kubernetes.default to service/default/kubernetes

    Scenario: 5. That nslookup is content says nothing about the connection
      Then nslookup exits with 0 for frontend → https://kubernetes.default
      But frontend → https://kubernetes.default fails at frontend egress
