Feature: Uploads and registrations by an office's client
  WIPO's own sample takes a rejected file for an accepted one, so this is where documents are lost unnoticed.
  Pages on uploads and registrations; https://www3.wipo.int/confluence/display/dascg/dascg

  @DAS-CLIENT-01
  Rule: A file is registered only once DAS has accepted it

    Scenario: A file that DAS rejects is not registered
      Given an office's client that registers documents
      When the client registers a file that is no PDF
      Then the client registers nothing that DAS has not accepted
      And the client tells that it is not done

    Scenario: A file that DAS is still checking is not registered
      Given from then on DAS takes its time
      When the client registers a document
      Then the client registers nothing that DAS has not accepted

  @DAS-CLIENT-03
  Rule: The declared checksum is the SHA-256 of the upload

    Scenario: The checksum belongs to the document
      When the client registers a document
      Then the declared checksum is that of the upload

  @DAS-CLIENT-04
  Rule: A document is said to be registered only when DAS has acknowledged it

    Scenario: An acknowledged registration is reported
      When the client registers a document
      Then the client says that it is done only if DAS has acknowledged the registration

    Scenario Outline: Nothing is said to be registered when <trouble>
      Given an office's client that registers documents
      And from then on <trouble>
      When the client registers a document
      Then the client says that it is done only if DAS has acknowledged the registration

      Examples: what can come in between
        | trouble                                                   |
        | DAS refuses every registration and every retrieval        |
        | every upload breaks down                                  |
        | every upload is refused as too large                      |
        | the upload URL expires before it is used                  |
        | DAS refuses the access token in the middle of an exchange |
        | DAS is down for some seconds                              |

  @DAS-CLIENT-07
  Rule: Not every refused upload is an expired URL

    Scenario: An upload that is too large is not tried again by another URL
      Given an office's client that registers documents
      And from then on every upload is refused as too large
      When the client registers a document
      Then the client asks for no other upload URL
