@requires:another-client
Feature: Storage
  Documents lie in private storage: a signed URL opens one of them, through an encrypted channel, and nothing tells what else there is.
  WIPO DAS REST API, confidentiality and digital library.

  @DAS-RET-10
  Rule: Library content is private: without a valid signed URL nothing can be read, and nothing can be listed

    Scenario: The signed URL opens the document that it names
      Given the office of second filing holds a download URL
      When the office of second filing downloads the document
      Then DAS delivers the registered content

    Scenario Outline: <place> is not listed
      Given the office of second filing holds a download URL
      When a stranger asks for a list of <place>
      Then nothing of what is stored is told

      Examples: places that a storage could list
        | place                                                     |
        | the folder of the download                                |
        | the folder of the download with the query of its URL      |
        | the root of the storage                                   |
        | the root of the storage in the manner of an object store  |

  @DAS-NET-04
  Rule: Documents go through encrypted channels only

    Scenario: A download through an encrypted channel is served
      Given the office of second filing holds a download URL
      When the office of second filing downloads the document
      Then DAS delivers the registered content

    Scenario: A download in the clear is not served
      Given the office of second filing holds a download URL
      When the office of second filing downloads the document in the clear
      Then nothing is served in the clear

    Scenario: An upload in the clear is not taken
      Given the office holds an upload URL
      When the office uploads the document in the clear
      Then nothing is served in the clear
