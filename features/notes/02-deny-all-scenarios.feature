Feature: Four scenarios around deny-all
  The study notes take a frontend and a backend through four steps: no policy, deny-all, ingress for the backend,
  egress for the backend as well. The policies are theirs. Under three-check, the notes' rule, the backend may not
  even answer without egress. Kubernetes (stateful) lets it answer, and each scenario where that matters says so.

  Background:
    Given the three-check model
    And the pods:
      | pod      | ports |
      | frontend | 3000  |
      | backend  | 8080  |

  Rule: Scenario 1: no policy

    Scenario: Without policies the frontend reaches the backend, and its reply comes back
      Then frontend → backend:8080 succeeds
      And under the stateful model, frontend → backend:8080 succeeds

    Scenario: Without policies the reply needs no memory: nothing would stop it anyway
      The study notes credit tracking. With no policy there is nothing to exempt a reply from.

      Then under the stateless model, frontend → backend:8080 succeeds
      And backend → frontend:3000 succeeds

  Rule: Scenario 2: deny-all

    Background:
      Given the policies:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: deny-all
        spec:
          podSelector: {}  # All pods
          policyTypes:
          - Ingress
          - Egress
          # No rules = deny everything
        """

    Scenario: The frontend is stopped at its own way out
      Then frontend → backend:8080 fails at frontend egress for the SYN
      And frontend → backend:8080 is blocked by deny-all

    Scenario: The backend is stopped at its own way out before it ever meets the frontend's ingress
      The study notes say "no ingress to Frontend". That door is shut as well, but the first one is the backend's own.

      Then backend → frontend:3000 fails at backend egress for the SYN
      When backend allows egress to frontend
      Then backend → frontend:3000 fails at frontend ingress for the SYN

    Scenario: Isolation is complete
      Then the reachability on port 8080/TCP is:
        |              | frontend | backend | the Internet |
        | frontend     |          | X       | X            |
        | backend      | X        |         | X            |
        | the Internet | X        | X       |              |

  Rule: Scenario 3: only an ingress rule for the backend

    Background:
      Given deny-all
      And the policies:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: allow-backend-ingress
        spec:
          podSelector:
            matchLabels:
              app: backend
          policyTypes:
          - Ingress
          - Egress  # Still deny-all for egress
          ingress:
          - from:
            - podSelector:
                matchLabels:
                  app: frontend
            ports:
            - port: 8080
        """

    Scenario: The connection never starts, because the frontend may not send
      Then frontend → backend:8080 fails at frontend egress for the SYN
      And under the stateful model, frontend → backend:8080 fails at frontend egress for the SYN
      And frontend → backend:8080 is blocked by deny-all

    Scenario: If the frontend may send, the request arrives and the reply is stopped; Kubernetes lets it pass
      Given frontend allows egress to backend on port 8080
      Then frontend → backend:8080 fails at backend egress for the reply
      But under the stateful model, frontend → backend:8080 succeeds

    Scenario: The reply is stopped by deny-all and by the backend's own policy, neither of which has an egress rule
      Given frontend allows egress to backend on port 8080
      Then frontend → backend:8080 is blocked by deny-all and allow-backend-ingress

    Scenario: What one might think, that return traffic is automatic, is what Kubernetes does
      The study notes warn against this thought. It is the rule of the API, and two policies are enough for it.

      Given the stateful model
      And frontend allows egress to backend on port 8080
      Then frontend → backend:8080 is allowed by allow-frontend-egress-to-backend-on-8080 and allow-backend-ingress

  Rule: Scenario 3 in one sentence

    Scenario: A backend with only ingress cannot answer
      Given deny-all
      When backend has only ingress
      Then frontend→backend fails at backend egress

    Scenario: In Kubernetes, a backend with only ingress answers but cannot call
      Given deny-all
      When backend has only ingress
      Then under the stateful model, frontend→backend succeeds
      But under the stateful model, backend→frontend fails at backend egress for the SYN

    Scenario: A backend with only egress hears nothing
      Given deny-all
      When backend has only egress
      Then frontend→backend fails at frontend egress
      And under the stateful model, frontend→backend fails at frontend egress

  Rule: Scenario 4: ingress and egress for the backend

    Background:
      Given deny-all
      And the policies:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: allow-backend-both
        spec:
          podSelector:
            matchLabels:
              app: backend
          policyTypes:
          - Ingress
          - Egress
          ingress:
          - from:
            - podSelector:
                matchLabels:
                  app: frontend
            ports:
            - port: 8080
          egress:
          - to:
            - podSelector:
                matchLabels:
                  app: frontend
        """

    Scenario: The fix does not stand alone: it takes for granted that the frontend may send
      Then frontend → backend:8080 fails at frontend egress
      And under the stateful model, frontend → backend:8080 fails at frontend egress

    Scenario: With the frontend's permission to send, both directions work
      Given frontend allows egress to backend on port 8080
      Then frontend → backend:8080 succeeds
      And under the stateful model, frontend → backend:8080 succeeds

    Scenario: The egress rule opens the backend's way out for the reply; Kubernetes never asks it
      Given frontend allows egress to backend on port 8080
      When the policies:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: allow-backend-both
        spec:
          podSelector:
            matchLabels:
              app: backend
          policyTypes:
          - Ingress
          - Egress
          ingress:
          - from:
            - podSelector:
                matchLabels:
                  app: frontend
            ports:
            - port: 8080
          # and no egress rule any more
        """
      Then frontend → backend:8080 fails at backend egress for the SYN-ACK
      But under the stateful model, frontend → backend:8080 succeeds

    Scenario: All packets after the reply pass: the frontend needs no ingress rule for them
      Given frontend allows egress to backend on port 8080
      Then frontend → backend:8080 is allowed by allow-frontend-egress-to-backend-on-8080 and allow-backend-both
      But under the stateless model, frontend → backend:8080 fails at frontend ingress for the SYN-ACK

    Scenario: "Full bidirectional communication" means replies: the backend still opens no connection of its own
      Given frontend allows egress to backend on port 8080
      Then frontend → backend:8080 succeeds
      But backend → frontend:3000 fails at frontend ingress for the SYN
      And under the stateful model, backend → frontend:3000 fails at frontend ingress for the SYN
